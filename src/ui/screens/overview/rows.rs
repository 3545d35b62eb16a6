//! The rows of the overview, block by block: what each says, and the numbers in it with what lies behind them.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::filter::{Branch, Filter, Order, Stage};
use crate::domain::id::{DepartmentId, PlanId};
use crate::domain::light::Light;
use crate::domain::overview::{
    Behind, BranchLine, Compared, Due, Kind, Overview, PlanLine, Progress, Ranked, Side, eve,
    eve_label, light,
};

/// A part of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// How many tasks show each light.
    Lights,
    /// This week against last.
    Week,
    /// The plans and their sections.
    Plans,
    /// The departments, ranked.
    Departments,
    /// The deadlines by month.
    Due,
    /// How many were open at the end of each month.
    BurnDown,
}

impl Block {
    /// Every block in the order in which Tab goes through them.
    pub const ALL: [Self; 6] = [
        Self::Lights,
        Self::Week,
        Self::Plans,
        Self::Departments,
        Self::Due,
        Self::BurnDown,
    ];

    /// Its place in [`Block::ALL`].
    pub fn place(self) -> usize {
        match self {
            Self::Lights => 0,
            Self::Week => 1,
            Self::Plans => 2,
            Self::Departments => 3,
            Self::Due => 4,
            Self::BurnDown => 5,
        }
    }

    /// The names of its numbers, as the title of a list says them.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Lights => &["全部任务", "红", "黄", "绿", "蓝", "灰"],
            Self::Week if eve_label() == "上周六" => &["现在", "上周六", "本周新增", "本周减少"],
            Self::Week => &["现在", "上周日", "本周新增", "本周减少"],
            Self::Plans => &["办结", "任务", "逾期"],
            Self::Departments => &["牵头", "办结", "逾期"],
            Self::Due => &["到期在办", "到期逾期"],
            Self::BurnDown => &["在办"],
        }
    }
}

/// What a row is about, by which it is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A plan.
    Plan(PlanId),
    /// A part of a plan.
    Branch(Branch),
    /// A department.
    Department(DepartmentId),
    /// Whatever stands at this place.
    Place(usize),
}

/// A number.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The number; `None` while it is being counted.
    pub count: Option<usize>,
    /// The light whose colour it has.
    pub light: Option<Light>,
    /// The tasks that it counts.
    pub behind: Behind,
}

impl Cell {
    fn new(count: usize, filter: Filter) -> Self {
        Self {
            count: Some(count),
            light: None,
            behind: Behind::now(filter),
        }
    }

    fn lit(self, light: Light) -> Self {
        Self {
            light: Some(light),
            ..self
        }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub key: Key,
    /// How many branches it stands below.
    pub depth: usize,
    /// Whether it is unfolded; `None` where nothing is to unfold.
    pub fold: Option<bool>,
    /// What it says.
    pub label: String,
    /// Its numbers.
    pub cells: Vec<Cell>,
    /// The rank in front of it.
    pub rank: usize,
    /// 办结率 in whole percent.
    pub rate: Option<usize>,
    /// Whether its first number is drawn as a bar.
    pub has_bar: bool,
}

impl Row {
    fn new(key: Key, label: String, cells: Vec<Cell>) -> Self {
        Self {
            key,
            depth: 0,
            fold: None,
            label,
            cells,
            rank: 0,
            rate: None,
            has_bar: false,
        }
    }

    /// What a list of the tasks behind one of its numbers is called.
    pub fn title(&self, block: Block, number: usize) -> String {
        let column = block.columns().get(number).copied().unwrap_or_default();
        format!("{} {column}", self.label).trim_start().to_owned()
    }
}

/// The lights, and all tasks before them.
pub fn lights(overview: &Overview) -> Vec<Row> {
    let all = Cell::new(overview.lights.iter().sum(), Filter::default());
    let each = Light::ALL.into_iter().zip(overview.lights);
    let cells = each.map(|(it, count)| Cell::new(count, light(it)).lit(it));
    let cells = std::iter::once(all).chain(cells).collect();
    vec![Row::new(Key::Place(0), String::new(), cells)]
}

/// This week against last, as far as it is known.
pub fn week(now: [usize; 4], compared: Option<&[Compared; 4]>, today: NaiveDate) -> Vec<Row> {
    let row = |kind: Kind| {
        let known = compared.map(|it| it[kind.place()]);
        let past = |side: Side, count: fn(Compared) -> usize| Cell {
            count: known.map(count),
            light: None,
            behind: Behind::Past(kind, side, eve(today)),
        };
        let cells = vec![
            Cell::new(now[kind.place()], kind.filter()),
            past(Side::Then, |it| it.then),
            past(Side::Came, |it| it.came),
            past(Side::Went, |it| it.went),
        ];
        Row::new(Key::Place(kind.place()), kind.label().to_owned(), cells)
    };
    Kind::ALL.into_iter().map(row).collect()
}

/// The numbers of a plan or a part of it.
fn progress(progress: Progress, of: &Filter) -> Vec<Cell> {
    let narrowed = |it: Filter| Filter {
        plan: of.plan,
        branch: of.branch,
        ..it
    };
    let owned = Filter {
        stage: Some(Stage::InForce),
        ..Filter::default()
    };
    vec![
        Cell::new(progress.done, narrowed(light(Light::Done))),
        Cell::new(progress.owned, narrowed(owned)),
        Cell::new(progress.overdue, narrowed(light(Light::Overdue))).lit(Light::Overdue),
    ]
}

/// A plan.
pub fn plan(line: &PlanLine, is_unfolded: bool) -> Row {
    let of = Filter {
        plan: Some(line.plan),
        ..Filter::default()
    };
    Row {
        fold: Some(is_unfolded),
        rate: line.progress.rate(),
        ..Row::new(
            Key::Plan(line.plan),
            line.title.clone(),
            progress(line.progress, &of),
        )
    }
}

/// A part of a plan.
pub fn branch(line: &BranchLine, depth: usize, is_unfolded: bool) -> Row {
    let of = Filter {
        branch: Some(line.branch),
        ..Filter::default()
    };
    let label = if line.heading.is_empty() {
        "（不在章节内）"
    } else {
        &line.heading
    };
    Row {
        depth,
        fold: line.has_more.then_some(is_unfolded),
        rate: line.progress.rate(),
        ..Row::new(
            Key::Branch(line.branch),
            label.to_owned(),
            progress(line.progress, &of),
        )
    }
}

/// The departments.
pub fn departments(all: &[Ranked], app: &App) -> Vec<Row> {
    let row = |it: &Ranked| {
        let leads = app.leads_of(it.id);
        let narrowed = |of: Filter| Filter {
            leads: Some(leads.clone()),
            order: Order::LastDay,
            ..of
        };
        let owned = Filter {
            stage: Some(Stage::InForce),
            ..Filter::default()
        };
        let cells = vec![
            Cell::new(it.tally.owned, narrowed(owned)),
            Cell::new(it.tally.done, narrowed(light(Light::Done))),
            Cell::new(it.tally.overdue, narrowed(light(Light::Overdue))).lit(Light::Overdue),
        ];
        Row {
            rank: it.rank,
            rate: it.rate,
            ..Row::new(Key::Department(it.id), it.name.clone(), cells)
        }
    };
    all.iter().map(row).collect()
}

/// The deadlines by month.
pub fn due(overview: &Overview) -> Vec<Row> {
    let all = overview.due.iter().enumerate();
    all.map(|(at, it)| {
        let cells = vec![
            Cell::new(it.open, it.due.filter()),
            Cell::new(it.overdue, it.due.overdue_filter()).lit(Light::Overdue),
        ];
        Row {
            // What lies around the months is of any number of them.
            has_bar: matches!(it.due, Due::Month(..)),
            ..Row::new(Key::Place(at), it.due.label(), cells)
        }
    })
    .collect()
}

/// The burn-down, as far as it is known.
pub fn burn_down(ends: &[NaiveDate], course: Option<&[(NaiveDate, usize)]>) -> Vec<Row> {
    let all = ends.iter().enumerate();
    all.map(|(at, day)| {
        let known = course.and_then(|it| it.get(at));
        let cell = Cell {
            count: known.map(|it| it.1),
            light: None,
            behind: Behind::Past(Kind::Open, Side::Then, *day),
        };
        Row::new(Key::Place(at), day.to_string(), vec![cell])
    })
    .collect()
}
