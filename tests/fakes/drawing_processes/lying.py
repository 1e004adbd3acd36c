"""Gives a description of a picture, and a page of markup in its place."""

import sys

sys.stdin.buffer.read()
sys.stdout.buffer.write(b'{"width": 1, "height": 1, "marked": true}\n<script>alert(1)</script>')
