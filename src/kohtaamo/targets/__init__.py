"""How soon we mean to answer and settle, by touchpoint and kind of matter: counted in open hours, paused while we wait."""
