"""What a scenario may hold: eight reviews run, nine are refused wherever they come from."""

from __future__ import annotations

import pytest

import sim.app.cli
from sim.engine.agents.city import City
from sim.errors import InputError
from sim.inputs.plan.load import plan_from
from sim.inputs.policy import allocation, load_scenario, scenario_from
from sim.model.tables.codes import MAX_REVIEWS
from sim.model.tables.limits import most_samples
from tests.filled_plan import plan_document, review

NAME = {"zh": "试", "en": "a trial"}
HEADER = {"id": "mine", "name": NAME, "description": NAME, "based_on": "template"}


def reviewed(number: int, plan):
    months = [month % 20 + 2 for month in range(number)]
    return scenario_from({"scenario": HEADER, "reviews": [review(month) for month in months]}, plan, "mine.toml")


def test_as_many_reviews_as_there_is_room_for_all_run(template):
    scenario = reviewed(MAX_REVIEWS, template)
    city = City(scenario, plan=template, months=12, rng=1)
    while city.running:
        city.step()
    due = [place for place, row in enumerate(city.policy.reviews) if row.month < 12]
    assert len(city.policy.reviews) == MAX_REVIEWS
    assert len(due) > 1
    assert [place for place, done in enumerate(city.government.review_done) if done] == due


def test_one_review_more_is_refused_with_the_limit(template):
    with pytest.raises(InputError) as refusal:
        reviewed(MAX_REVIEWS + 1, template)
    fault = refusal.value
    assert (fault.file, fault.key, fault.value) == ("mine.toml", "reviews", f"a list of {MAX_REVIEWS + 1}")
    assert fault.allowed == f"at most {MAX_REVIEWS}"


def test_a_scenario_put_together_in_python_is_refused_before_it_runs(template):
    scenario = reviewed(MAX_REVIEWS, template)
    long = scenario.model_copy(update={"reviews": (*scenario.reviews, *reviewed(1, template).reviews)})
    for run in (lambda: allocation(long, template), lambda: City(long, plan=template)):
        with pytest.raises(InputError, match=rf"reviews: must not have more than {MAX_REVIEWS} entries"):
            run()


def test_check_says_what_a_run_would_say(written, capsys):
    body = "[budget]\nexpenditure = 100\ncapital = 50\n[shares]\ntalent = 0.5\nstart-ups = 0.5\n"
    rule = '[[reviews]]\nmetric = "firms"\nbelow = 1\nmonth = {}\nfrom = "talent"\nto = "start-ups"\npart = 0.1\n'
    for number, code in ((MAX_REVIEWS, 0), (MAX_REVIEWS + 1, 2)):
        file = written(body + "".join(rule.format(month + 2) for month in range(number)))
        assert sim.app.cli.run(["check", str(file)]) == code
    assert f"at most {MAX_REVIEWS}" in capsys.readouterr().err


@pytest.mark.parametrize("reading", ["samples", "listed"])
def test_a_number_of_samples_that_a_city_cannot_list_is_refused(reading):
    document = plan_document()
    named = {"samples": "samples_accepted", "listed": "samples_listed"}
    readings = [{"id": name, "metric": metric, "name": NAME} for name, metric in named.items()]
    document["targets"][0].update(readings=readings, primary="samples")
    plan = plan_from(document)
    most = most_samples(plan.header.scale)

    def asking(number: int):
        choice = {"number": number, "reading": reading}
        return scenario_from({"scenario": HEADER, "targets": {"high-tech-firms": choice}}, plan)

    assert asking(most).targets["high-tech-firms"].number == most
    with pytest.raises(InputError, match=rf"targets.high-tech-firms.number: .*found {most + 1}.*at most {most}"):
        asking(most + 1)


def test_the_shipped_scenarios_have_room(hangzhou):
    assert len(load_scenario("adaptive", hangzhou).reviews) <= MAX_REVIEWS
