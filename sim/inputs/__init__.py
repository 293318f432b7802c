"""What is given: published evidence, parameters, the plan, a policy, fitted sets."""
