//! How well the built-in duties and the rule of [`crate::domain::suggestion`] find the owners that a plan prints.

use std::collections::{HashMap, HashSet};

use super::builtin::{self, SeedDepartment};
use crate::domain::suggestion::Adviser;

/// Duties that left a body which itself stands on, so that no succession tells of it (see seeds/departments.toml). In the
/// built-in plan these are all that the body leads.
const MOVED: [(&str, &str); 2] = [
    ("市人力资源社会保障局", "市医保局"),
    ("市应急局", "市卫健委"),
];

/// A task of the built-in plan with the body that answers today for the lead that is printed.
struct Case {
    measure: usize,
    title: String,
    heading: String,
    lead: usize,
}

/// The built-in departments, each with the number of the one that answers for it today.
struct Bodies {
    seeds: Vec<SeedDepartment>,
    today: Vec<usize>,
}

impl Bodies {
    fn load() -> Self {
        let seeds = builtin::departments().unwrap();
        let rows: HashMap<&str, usize> = seeds
            .iter()
            .enumerate()
            .map(|(row, it)| (it.name.as_str(), row))
            .collect();
        let today = (0..seeds.len())
            .map(|row| {
                std::iter::successors(Some(row), |at| {
                    seeds[*at]
                        .successor
                        .as_ref()
                        .map(|name| rows[name.as_str()])
                })
                .last()
                .unwrap()
            })
            .collect();
        Self { seeds, today }
    }

    fn adviser(&self) -> Adviser<usize> {
        let mut adviser = Adviser::new();
        for (seed, &today) in self.seeds.iter().zip(&self.today) {
            if seed.kind != "group" {
                for name in names(seed) {
                    adviser.name(today, name);
                }
            }
            for keyword in &seed.duties {
                adviser.duty(today, keyword);
            }
        }
        adviser
    }

    fn find(&self, name: &str) -> usize {
        let row = self
            .seeds
            .iter()
            .position(|it| names(it).any(|it| it == name));
        self.today[row.unwrap()]
    }

    fn suggested(&self, adviser: &Adviser<usize>, title: &str, text: &str) -> Vec<&str> {
        let suggestions = adviser.suggest(title, text);
        suggestions
            .into_iter()
            .map(|it| self.seeds[it.key].name.as_str())
            .collect()
    }
}

fn names(seed: &SeedDepartment) -> impl Iterator<Item = &str> {
    [&seed.name, &seed.full_name, &seed.short_name]
        .into_iter()
        .chain(&seed.aliases)
        .map(String::as_str)
}

fn cases(bodies: &Bodies) -> Vec<Case> {
    let mut cases = Vec::new();
    for (slug, _) in builtin::list().unwrap() {
        let draft = builtin::find(&slug).unwrap().unwrap().draft;
        for (measure, it) in draft.measures.into_iter().enumerate() {
            for task in it.tasks {
                if let Some(lead) = task.owners.first().or(it.owners.first()) {
                    cases.push(Case {
                        measure,
                        title: task.title,
                        heading: it.title.clone(),
                        lead: bodies.find(&lead.name),
                    });
                }
            }
        }
    }
    cases
}

/// The shares of tasks in percent: the lead is among those suggested; the same of the tasks that the health commission
/// does not lead; the lead is the first.
fn score(bodies: &Bodies, cases: &[Case], suggest: impl Fn(&Case) -> Vec<String>) -> [usize; 3] {
    let mut found = [0; 3];
    let mut others = 0;
    for case in cases {
        let lead = bodies.seeds[case.lead].name.as_str();
        let moved = MOVED.iter().find(|(from, _)| *from == lead).map(|it| it.1);
        let is_right = |it: &String| it == lead || Some(it.as_str()) == moved;
        let suggested = suggest(case);
        let is_found = suggested.iter().any(is_right);
        let is_other = lead != "市卫健委";
        others += usize::from(is_other);
        found[0] += usize::from(is_found);
        found[1] += usize::from(is_found && is_other);
        found[2] += usize::from(suggested.first().is_some_and(is_right));
    }
    [
        found[0] * 100 / cases.len(),
        found[1] * 100 / others,
        found[2] * 100 / cases.len(),
    ]
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn assert_floors(what: &str, figures: [usize; 3], floors: [usize; 3]) {
    let is_well = figures.iter().zip(&floors).all(|(it, floor)| it >= floor);
    assert!(is_well, "{what}: {figures:?} < {floors:?}");
}

#[test]
fn a_fresh_file_finds_owners_by_duties_alone() {
    let bodies = Bodies::load();
    let cases = cases(&bodies);
    let adviser = bodies.adviser();
    let figures = score(&bodies, &cases, |case| {
        owned(bodies.suggested(&adviser, &case.title, &case.heading))
    });
    assert_floors("duties", figures, [77, 70, 53]);
}

#[test]
fn the_other_measures_of_a_plan_help_to_find_the_owners_of_one() {
    let bodies = Bodies::load();
    let cases = cases(&bodies);
    let advisers: HashMap<usize, Adviser<usize>> = cases
        .iter()
        .map(|it| it.measure)
        .collect::<HashSet<_>>()
        .into_iter()
        .map(|left_out| {
            let mut adviser = bodies.adviser();
            for it in cases.iter().filter(|it| it.measure != left_out) {
                adviser.example(it.lead, &it.title, &it.heading);
            }
            (left_out, adviser)
        })
        .collect();
    let figures = score(&bodies, &cases, |case| {
        owned(bodies.suggested(&advisers[&case.measure], &case.title, &case.heading))
    });
    assert_floors("duties and examples", figures, [81, 72, 56]);
}

#[test]
fn the_three_that_lead_most_are_no_match() {
    let bodies = Bodies::load();
    let cases = cases(&bodies);
    let [all, others, _] = score(&bodies, &cases, |case| {
        let mut counts = vec![0; bodies.seeds.len()];
        for it in cases.iter().filter(|it| it.measure != case.measure) {
            counts[it.lead] += 1;
        }
        let mut rows: Vec<usize> = (0..counts.len()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(counts[*row]));
        let named = rows
            .iter()
            .take(3)
            .map(|row| bodies.seeds[*row].name.clone());
        named.collect()
    });
    assert!(all < 65 && others < 40, "{all} {others}");
}

#[test]
fn the_duties_know_what_plans_ask_of_whom() {
    let bodies = Bodies::load();
    let adviser = bodies.adviser();
    for (title, text, expected) in [
        ("沿河新修五公里步道", "", "市体育局"),
        ("给每所小学配校医", "", "市教育局"),
        ("降低小学生近视率", "", "市教育局"),
        ("抽检校门口小吃", "餐饮和食品检查", "市市场监管局"),
        ("建街道日间照料站", "", "市民政局"),
        ("旱厕改水厕", "农村改厕", "市农业农村局"),
        ("整修危桥", "", "市交通局"),
        ("住院费异地直接结算", "", "市医保局"),
        ("社区医院挂牌", "", "市卫健委"),
        ("查处酒驾", "", "市公安局"),
        ("给听障儿童装人工耳蜗", "", "市残联"),
        ("请劳模疗休养", "", "市总工会"),
        ("两癌免费检查", "", "市妇联"),
        ("招募青年志愿者", "", "团市委"),
        ("办科普讲座", "", "市科协"),
        ("校园周边不许售烟", "", "市烟草专卖局"),
        ("清理河道淤泥", "", "市水利局"),
        ("降低细颗粒物", "改善空气质量", "市生态环境局"),
        ("沿街垃圾日产日清", "", "市城管局"),
        ("把经费列进年度预算", "", "市财政局"),
        ("起草控烟条例", "", "市司法局"),
        ("入境旅客查验", "", "市海关"),
        ("高楼消防通道清障", "", "市消防救援支队"),
        ("培训养老护理员", "", "市人力资源社会保障局"),
        ("建林荫湿地", "", "市林业和草原局"),
    ] {
        let suggested = bodies.suggested(&adviser, title, text);
        assert!(suggested.contains(&expected), "{title}: {suggested:?}");
    }
    for title in ["加强组织领导", "各部门各司其职，形成合力", "总结推广好做法"]
    {
        let suggested = bodies.suggested(&adviser, title, "");
        assert!(suggested.is_empty(), "{title}: {suggested:?}");
    }
}
