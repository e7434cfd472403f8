"""Tables of letters at scale: read as streams, classified in chunks, resumed where they stopped, written whole."""
