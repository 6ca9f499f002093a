"""Measurements: against peers (`make bench`) and against size (`make bench-scale`)."""
