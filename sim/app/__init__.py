"""What people start: the command line, the page of what-ifs, and one run to watch."""
