"""What every interop case stands on: namespaces, processes, waiting, the station, the table."""
