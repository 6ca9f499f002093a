"""Measuring answers: metrics, and the runner behind `tanya eval`."""
