//! The charts of a summary: how the work went, how old the overdue is, the lights of every department.

use super::{Headline, Point, Weekly};
use crate::domain::document::Chart;
use crate::domain::term::{Pace, Term};

/// How long a task is overdue: the name of a class, and its longest day.
const AGES: [(&str, i64); 5] = [
    ("30天以内", 30),
    ("31至90天", 90),
    ("91至180天", 180),
    ("181至365天", 365),
    ("一年以上", i64::MAX),
];

const DONE: &str = "已办结（蓝）";
const OVERDUE: &str = "逾期（红）";
const DUE_SOON: &str = "临期（黄）";
const ON_TRACK: &str = "正常（绿）";
const IDLE: &str = "暂缓（灰）";

/// How far the work was at the end of each term: done, overdue, and the rest that is open.
pub fn course(weekly: &Weekly) -> Option<Chart> {
    let bars = weekly.course.iter().map(|point| {
        let Headline {
            done,
            overdue,
            in_progress,
            ..
        } = point.headline;
        let rest = in_progress.saturating_sub(overdue);
        (
            label(point),
            vec![figure(done), figure(overdue), figure(rest)],
        )
    });
    let chart = Chart {
        name: "办理进度".to_owned(),
        kinds: [DONE, OVERDUE, "其余在办（绿）"]
            .map(str::to_owned)
            .to_vec(),
        bars: bars.collect(),
        is_course: true,
    };
    (chart.bars.len() > 1).then_some(chart)
}

/// How long the overdue tasks are overdue.
pub fn ageing(weekly: &Weekly) -> Option<Chart> {
    let days: Vec<i64> = weekly
        .overdue
        .iter()
        .flat_map(|it| &it.lines)
        .filter_map(|it| it.days_past)
        .collect();
    let mut least = i64::MIN;
    let bars = AGES.iter().map(|(name, most)| {
        let count = days.iter().filter(|it| least < **it && **it <= *most);
        let bar = ((*name).to_owned(), vec![figure(count.count())]);
        least = *most;
        bar
    });
    let chart = Chart {
        name: "逾期时长".to_owned(),
        kinds: vec![OVERDUE.to_owned()],
        bars: bars.collect(),
        is_course: false,
    };
    (!days.is_empty()).then_some(chart)
}

/// The lights of what each department leads, the one with most overdue first.
pub fn lights(weekly: &Weekly) -> Option<Chart> {
    let mut rows: Vec<_> = weekly.departments.iter().collect();
    rows.sort_by_key(|it| std::cmp::Reverse(it.overdue));
    let bars = rows.into_iter().map(|it| {
        let on_track = it.open.saturating_sub(it.overdue + it.due_soon);
        let idle = it.owned.saturating_sub(it.done + it.open);
        let counts = [it.overdue, it.due_soon, on_track, it.done, idle];
        (it.department.clone(), counts.map(figure).to_vec())
    });
    let chart = Chart {
        name: "各部门任务灯色".to_owned(),
        kinds: [OVERDUE, DUE_SOON, ON_TRACK, DONE, IDLE]
            .map(str::to_owned)
            .to_vec(),
        bars: bars.collect(),
        is_course: false,
    };
    (!chart.bars.is_empty()).then_some(chart)
}

/// What stands under a bar of time: the month, the quarter, or the day that ends it.
fn label(point: &Point) -> String {
    let day = point.day.format("%m-%d").to_string();
    match Term::parse(&point.period).map(Term::pace) {
        Some(Pace::Month) => point.day.format("%Y-%m").to_string(),
        Some(Pace::Quarter) => point.period.clone(),
        Some(Pace::Week | Pace::Days) | None => day,
    }
}

fn figure(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no office has so many tasks")]
    let figure = count as f64;
    figure
}
