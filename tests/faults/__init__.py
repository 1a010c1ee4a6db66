"""What happens when things break, tried out: python -m tests.faults (or make faults)."""
