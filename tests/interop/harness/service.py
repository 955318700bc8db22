"""What packaging/systemd/portero-station.service does, and what follows for whoever waits."""

RESTART_S = 1.0  # RestartSec
BACK_WITHIN_S = 3.0  # of its death, where nothing else is broken
