"""What every part of the process uses: threads, logs, figures."""
