#!/usr/bin/env python3
"""Hold a seed file against the plan it was written from.

    check_seeds.py SEED.toml PLANS [--run 25] [--departments DEPARTMENTS.toml]

PLANS is the text of the plan, or a folder of texts: then the plan is the one
that prints the seed's title.

A seed says what a plan promises in our own words. This script fails when a
title or a target copies a run of the plan, when a name that must be the
plan's own (measure, section, owner, deadline phrase) is not printed there,
or when a title is empty, too long or repeated inside its measure. With
--departments every owner must also resolve to exactly one department.

Exit status: 0 clean, 1 findings (one a line), 2 wrong use.
"""

import argparse
import os
import sys
import tomllib

MAX_TITLE = 30
MIN_DUTIES, MAX_DUTIES = 8, 48
RECURRENCES = {
    "yearly", "half-yearly", "quarterly", "monthly", "weekly", "daily",
    "per-semester", "every-2-years", "regular",
}
KINDS = {
    "bureau", "party-body", "mass-organisation", "county", "district",
    "institution", "association", "group",
}
TASK_KEYS = {"title", "target", "deadline", "recurrence", "owners", "note"}
MEASURE_KEYS = {"number", "title", "owners", "tasks", "line", "note"}
INDICATOR_KEYS = {"domain", "name", "unit", "kind", "direction", "owner", "values", "note"}
DIRECTIONS = {"up", "down"}
# In the note of a measure whose own heading the plan has lost.
OWN_TITLE = "题名为自拟"
DEPARTMENT_KEYS = {
    "name", "full_name", "short_name", "aliases", "kind", "pinyin",
    "successor", "succeeded_on", "duties", "district",
}

# Punctuation outside the full-width ASCII block that plans mix freely.
PUNCTUATION = str.maketrans({
    "“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "‐": "-", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "。": ".", "、": ",", "·": ".",
})


def fold(text):
    """Drop white space; bring full-width forms and quotes to one shape."""
    out = []
    for char in text:
        if char.isspace():
            continue
        code = ord(char)
        if 0xFF01 <= code <= 0xFF5E:
            char = chr(code - 0xFEE0)
        out.append(char)
    return "".join(out).translate(PUNCTUATION)


def longest_run(text, plan):
    """The longest substring of `text` that also stands in `plan`."""
    best = ""
    for start in range(len(text)):
        while (start + len(best) < len(text)
               and text[start:start + len(best) + 1] in plan):
            best = text[start:start + len(best) + 1]
    return best


def load(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


class Findings:
    def __init__(self):
        self.lines = []

    def add(self, where, what):
        self.lines.append(f"{where}: {what}")


def load_departments(path, findings):
    """Check the departments file; map every folded name to its departments."""
    departments = load(path).get("department", [])
    names = [d.get("name", "") for d in departments]
    index = {}
    for position, department in enumerate(departments, 1):
        name = department.get("name", "")
        where = f"department {position} {name}"
        for key in ("name", "full_name", "short_name", "kind"):
            if not department.get(key, "").strip():
                findings.add(where, f"{key} is missing or empty")
        for key in department.keys() - DEPARTMENT_KEYS:
            findings.add(where, f"unknown key {key}")
        if department.get("kind") not in KINDS:
            findings.add(where, f"unknown kind {department.get('kind')}")
        if names.count(name) > 1:
            findings.add(where, "name stands twice")
        aliases = department.get("aliases", [])
        for alias in sorted({a for a in aliases if aliases.count(a) > 1}):
            findings.add(where, f"alias {alias} stands twice")
        successor = department.get("successor")
        if successor is not None and successor not in names:
            findings.add(where, f"successor {successor} is not in the file")
        if successor == name:
            findings.add(where, "succeeds itself")
        if (successor is None) != ("succeeded_on" not in department):
            findings.add(where, "successor and succeeded_on go together")
        forms = [department.get(k, "") for k in ("name", "full_name", "short_name")]
        for form in forms + aliases:
            if form:
                index.setdefault(fold(form), set()).add(name)
    for form, owners in sorted(index.items()):
        if len(owners) > 1:
            findings.add(f"form {form}", "names " + " and ".join(sorted(owners)))
    check_chains(departments, findings)
    check_duties(departments, findings)
    return departments, index


def check_chains(departments, findings):
    """A chain of successors must end."""
    following = {d.get("name"): d.get("successor") for d in departments}
    for name in following:
        seen, current = set(), name
        while current is not None and current not in seen:
            seen.add(current)
            current = following.get(current)
        if current is not None:
            findings.add(f"department {name}", "chain of successors has no end")


def check_duties(departments, findings):
    """Whoever answers today has keywords of its duties; nobody else has any."""
    for department in departments:
        duties = department.get("duties", [])
        where = f"department {department.get('name', '')}"
        if department.get("kind") in ("group", "county", "district") or "successor" in department:
            if duties:
                findings.add(where, "a group or a body that was succeeded has duties")
            continue
        if not MIN_DUTIES <= len(duties) <= MAX_DUTIES:
            findings.add(where, f"has {len(duties)} duties")
        for duty in duties:
            if not 2 <= len(duty) <= 8:
                findings.add(where, f"duty {duty} has {len(duty)} characters")
        for duty in sorted({d for d in duties if duties.count(d) > 1}):
            findings.add(where, f"duty {duty} stands twice")


def check_owner(owner, where, plan, index, findings):
    if fold(owner) not in plan:
        findings.add(where, f"owner {owner} is not printed in the plan")
    if index is not None:
        found = index.get(fold(owner), set())
        if len(found) != 1:
            findings.add(where, f"owner {owner} resolves to {len(found)} departments")


def check_task(task, where, plan, limit, index, findings):
    title = task.get("title", "")
    if not title.strip():
        findings.add(where, "title is empty")
    if len(title) > MAX_TITLE:
        findings.add(where, f"title has {len(title)} characters: {title}")
    for key in task.keys() - TASK_KEYS:
        findings.add(where, f"unknown key {key}")
    for key in ("title", "target"):
        run = longest_run(fold(task.get(key, "")), plan)
        if len(run) >= limit:
            findings.add(where, f"{key} copies {len(run)} characters: {run}")
    for key in ("target", "deadline", "recurrence"):
        if key in task and not task[key].strip():
            findings.add(where, f"{key} is empty")
    if "deadline" in task and fold(task["deadline"]) not in plan:
        findings.add(where, f"deadline {task['deadline']} is not printed in the plan")
    if "recurrence" in task and task["recurrence"] not in RECURRENCES:
        findings.add(where, f"unknown recurrence {task['recurrence']}")
    for owner in task.get("owners", []):
        check_owner(owner, where, plan, index, findings)


def check_seed(seed, plan, limit, index, findings):
    """Check every section, measure and task; return the tasks with places."""
    for key in ("slug", "title", "period_start", "period_end"):
        if not seed.get(key, "").strip():
            findings.add("seed", f"{key} is missing or empty")
    for key in ("title", "doc_no"):
        if fold(seed.get(key, "")) not in plan:
            findings.add("seed", f"{key} is not printed in the plan")
    for issuer in seed.get("issuer", "").split("、"):
        if fold(issuer) not in plan:
            findings.add("seed", f"issuer {issuer} is not printed in the plan")
    tasks, paths, numbers = [], [], []
    for section in seed.get("section", []):
        path = section.get("path", [])
        place = " / ".join(path) or "section without a path"
        if path in paths:
            findings.add(place, "section stands twice")
        if len(path) > 1 and path[:-1] not in paths:
            findings.add(place, "section stands before its parent")
        paths.append(path)
        if not path or fold(path[-1]) not in plan:
            findings.add(place, "section is not printed in the plan")
        for measure in section.get("measure", []):
            where = f"{measure.get('number', '?')} {measure.get('title', '')}"
            is_own = OWN_TITLE in measure.get("note", "")
            if not measure.get("title") or fold(measure["title"]) not in plan and not is_own:
                findings.add(where, "measure's title is not printed in the plan")
            if not measure.get("line"):
                findings.add(where, "says no line of the plan")
            for key in measure.keys() - MEASURE_KEYS:
                findings.add(where, f"unknown key {key}")
            number = (tuple(path), measure.get("number"))
            if measure.get("number") and number in numbers:
                findings.add(where, "number stands twice in its section")
            numbers.append(number)
            for owner in measure.get("owners", []):
                check_owner(owner, where, plan, index, findings)
            titles = set()
            for position, task in enumerate(measure.get("tasks", []), 1):
                place = f"{where} task {position}"
                check_task(task, place, plan, limit, index, findings)
                title = fold(task.get("title", ""))
                if title in titles:
                    findings.add(place, f"title repeats: {task.get('title')}")
                titles.add(title)
                tasks.append((where, task))
    for indicator in seed.get("indicator", []):
        check_indicator(indicator, plan, findings)
    for group in seed.get("group", []):
        where = f"group {group['name']}"
        if fold(group["name"]) not in plan:
            findings.add(where, "is not printed in the plan")
        for member in group["members"] if index is not None else []:
            if fold(member) not in index:
                findings.add(where, f"member {member} is no known department")
    return tasks, len(paths), len(numbers)


def check_indicator(indicator, plan, findings):
    """The cells of an indicator are as printed, its own remarks are not."""
    where = f"indicator {indicator.get('name', '')}"
    for key in indicator.keys() - INDICATOR_KEYS:
        findings.add(where, f"unknown key {key}")
    if indicator.get("direction", "up") not in DIRECTIONS:
        findings.add(where, f"unknown direction {indicator['direction']}")
    printed = [indicator.get(key, "") for key in ("domain", "name", "unit", "kind", "owner")]
    for words in printed + list(indicator.get("values", {}).values()):
        if fold(words) not in plan:
            findings.add(where, f"{words} is not printed in the plan")
    for year in indicator.get("values", {}):
        if not (len(year) == 4 and year.isdigit()):
            findings.add(where, f"{year} is no year")


def read_plan(path, seed):
    """The folded text of the seed's plan."""
    files = [path]
    if os.path.isdir(path):
        files = [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith(".txt")]
    texts = [fold(open(file, encoding="utf-8").read()) for file in files]
    title = fold(seed.get("title", ""))
    # Several plans may name each other: the one that prints the title first is meant.
    texts.sort(key=lambda text: text.find(title) if title in text else len(text) + 1)
    return texts[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed")
    parser.add_argument("plan")
    parser.add_argument("--run", type=int, default=25, metavar="N",
                        help="fail at a copied run of N characters (default 25)")
    parser.add_argument("--departments", metavar="TOML",
                        help="every owner must resolve in this file")
    parser.add_argument("--longest", type=int, default=1, metavar="N",
                        help="print the N titles with the longest runs (default 1)")
    options = parser.parse_args()

    findings = Findings()
    try:
        seed = load(options.seed)
        plan = read_plan(options.plan, seed)
        index = None
        if options.departments:
            departments, index = load_departments(options.departments, findings)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        print(f"check_seeds: {error}", file=sys.stderr)
        return 2

    tasks, sections, measures = check_seed(seed, plan, options.run, index, findings)
    for line in findings.lines:
        print(line)

    dated = sum("deadline" in task for _, task in tasks)
    recurring = sum("recurrence" in task for _, task in tasks)
    print(f"sections {sections}, measures {measures}, tasks {len(tasks)}, "
          f"with deadline {dated}, with recurrence {recurring}")
    if index is not None:
        print(f"departments {len(departments)}, names and aliases {len(index)}")
    runs = [(longest_run(fold(task.get("title", "")), plan), where, task)
            for where, task in tasks]
    runs.sort(key=lambda item: -len(item[0]))
    for run, where, task in runs[:options.longest]:
        print(f"longest run {len(run)}: {run} | {task.get('title')} | {where}")
    print(f"findings {len(findings.lines)}")
    return 1 if findings.lines else 0


if __name__ == "__main__":
    sys.exit(main())
