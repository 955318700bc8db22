"""The programs of others that the station is tried with."""
