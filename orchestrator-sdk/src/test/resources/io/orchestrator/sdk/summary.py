"""Counts the lines of what it reads and says so, as a task in Python does."""
import json
import os
import pathlib

with open(os.environ["ORCHESTRATOR_CONTEXT"], encoding="utf-8") as file:
    context = json.load(file)


def say(**message):
    with open(os.environ["ORCHESTRATOR_MESSAGES"], "a", encoding="utf-8") as file:
        file.write(json.dumps(message) + "\n")


lines = 0
for part in context["inputs"]["raw"]["files"]:
    lines += len(pathlib.Path(part["path"]).read_text().splitlines())
out = context["outputs"]["summary"]
pathlib.Path(out["folder"], "summary.txt").write_text(f"{lines}\n")
print(f"{lines} lines of {context['run']['dag']}, factor {context['params']['factor']}")

say(type="output", key="lines", value=lines)
say(type="metric", name="mean", value=0.5)
say(type="dataset", name="summary", rows=1, meta={"note": "ü"}, tag="latest",
    columns=[{"name": "lines", "type": "BIGINT", "nullable": False}])
say(type="check", name="some", passed=True, summary="there are lines")
say(type="log", level="warning", text="done")
