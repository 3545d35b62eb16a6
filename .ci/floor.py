#!/usr/bin/env python3
"""Fails when a figure of a score is under its floor. usage: floor.py SCORE_OUTPUT"""
import re
import sys

FLOORS = {
    "measures found": 100,
    "owners exact": 100,
    "commitments found": 95,
    "split apart: one task a commitment": 90,
    "tasks that are commitments": 85,
    "deadlines right": 97,
    "undated left undated": 98,
    "recurrences seen": 92,
    "figures kept": 95,
}

text = open(sys.argv[1], encoding="utf-8").read()
figures = {name: float(value) for value, name in re.findall(r"^\s*([\d.]+)  (.+?) \(\d+/\d+\)$", text, re.M)}
low = [f"{name}: {figures.get(name, 0)} < {floor}" for name, floor in FLOORS.items() if figures.get(name, 0) < floor]
print("\n".join(low) or "every figure is at or above its floor")
sys.exit(bool(low))
