"""Processes that draw no picture, each in its own way: what a hostile file may make of the real one."""
