//! Standings.

use super::*;

/// `2015=16 2020=≥24`: years and what stands in them.
fn years(text: &str) -> impl Iterator<Item = (i32, &str)> {
    text.split_whitespace().map(|it| {
        let (year, words) = it.split_once('=').unwrap();
        (year.parse().unwrap(), words)
    })
}

/// `direction unit | cells`, with `-` for what is not printed, of a plan that begins in 2017.
fn indicator(printed: &str) -> Indicator {
    let (head, cells) = printed.split_once(" | ").unwrap();
    let (direction, unit) = head.split_once(' ').unwrap();
    let word = |it: &str| {
        if it == "-" {
            String::new()
        } else {
            it.to_owned()
        }
    };
    Indicator {
        id: IndicatorId(1),
        plan: PlanId(1),
        slug: String::new(),
        begins: Some(2017),
        domain: String::new(),
        name: "甲率".to_owned(),
        unit: word(unit),
        kind: String::new(),
        owner: String::new(),
        direction: word(direction),
        cells: years(cells)
            .map(|(year, cell)| (year, cell.to_owned()))
            .collect(),
        note: String::new(),
        is_gone: false,
    }
}

fn readings(text: &str) -> Vec<Reading> {
    let read = |(year, value): (i32, &str)| Reading {
        year,
        value: value.parse().unwrap(),
        source: String::new(),
    };
    years(text).map(read).collect()
}

#[test]
fn a_standing_is_the_latest_reading_against_the_next_target() {
    const UP: &str = "up % | 2015=16 2020=≥24 2030=≥30";
    const DOWN: &str = "down % | 2015=20 2020=比2015年降低10% 2030=比2015年降低15%";
    for (printed, read, year, told) in [
        (UP, "", 2018, "未达标 8 1.6"),
        (UP, "2018=23", 2018, "接近 1 0.5"),
        (UP, "2018=25", 2019, "达标 0 -"),
        // What is read later is not known yet, and a past target gives way to the next.
        (UP, "2019=30", 2018, "未达标 8 1.6"),
        (UP, "2020=25", 2021, "未达标 5 0.5"),
        (UP, "2030=25", 2031, "未达标 5 -"),
        (DOWN, "2018=19", 2018, "未达标 1 -0.5"),
        (DOWN, "2018=18", 2018, "达标 0 -"),
        (DOWN, "2024=18", 2024, "未达标 1 -0.166667"),
        // 左右 is kept on the better side too.
        ("down % | 2015=30 2020=28左右", "2018=22", 2018, "达标 0 -"),
        (
            "down % | 2015=30 2020=28左右",
            "2018=28.5",
            2018,
            "达标 0 -",
        ),
        (
            "down % | 2015=30 2020=28左右",
            "2018=29",
            2018,
            "接近 1 -0.5",
        ),
        ("- - | 2015=8 2025=9张左右", "", 2020, "未达标 1 0.1"),
        ("- - | 2015=8 2025=9张左右", "2020=9.1", 2020, "达标 0 -"),
        (
            "down - | 2015=60 2020=每年下降0.5个百分点",
            "",
            2016,
            "接近 2.5 -0.5",
        ),
        ("up % | 2015=36 2020=持续提高", "2018=37", 2018, "达标 0 -"),
        (
            "up % | 2015=36 2020=持续提高",
            "2018=36",
            2018,
            "接近 0.000001 0",
        ),
    ] {
        let standing = indicator(printed).standing(&readings(read), year);
        let figure = |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |it| it.to_string());
        let got = format!(
            "{} {} {}",
            standing.state.label(),
            figure(standing.distance),
            figure(standing.needed)
        );
        assert_eq!(
            (got.as_str(), standing.why),
            (told, ""),
            "{printed} {read} {year}"
        );
    }
}

#[test]
fn what_cannot_be_computed_says_why() {
    for (printed, read, why) in [
        ("up % | 2020=≥24", "", "还没有数据"),
        (
            "up 张 | 2015=4 2020=达到省平均水平",
            "",
            "目标没有数值，不能计算",
        ),
        (
            "down % | 2020=比2015年降低10%",
            "2018=9",
            "没有基数，不能计算",
        ),
        ("up % | 2015=36 2020=持续提高", "", "只有基数，看不出变化"),
        ("up % | 2015=36", "", "没有目标值"),
    ] {
        let standing = indicator(printed).standing(&readings(read), 2018);
        assert_eq!(
            (standing.state, standing.why),
            (State::Unknown, why),
            "{printed}"
        );
    }
}

#[test]
fn a_plan_without_a_first_year_has_its_bare_first_cells_as_what_was_before() {
    for (printed, latest, next) in [
        ("up % | 2015=16 2020=≥24", Some(2015), Some(2020)),
        ("up % | 2020=≥24 2030=≥30", None, Some(2020)),
        ("up % | 2020=24", None, Some(2020)),
    ] {
        let it = Indicator {
            begins: None,
            ..indicator(printed)
        };
        let standing = it.standing(&[], 2019);
        assert_eq!(standing.latest.map(|it| it.year), latest, "{printed}");
        assert_eq!(standing.next.map(|it| it.year), next, "{printed}");
    }
}

#[test]
fn the_pace_is_what_each_year_has_brought() {
    let it = indicator("up % | 2015=16 2020=≥24");
    assert_eq!(it.standing(&readings("2019=22"), 2019).pace, Some(1.5));
    assert_eq!(it.standing(&[], 2019).pace, None);
}

#[test]
fn owners_are_the_bodies_without_the_words_around_them() {
    for (printed, owners) in [
        ("", vec![]),
        ("市环保局", vec!["市环保局"]),
        ("责任单位：市环保局、市水利局", vec!["市环保局", "市水利局"]),
        ("市卫健委牵头", vec!["市卫健委"]),
    ] {
        let row = Indicator {
            owner: printed.to_owned(),
            ..indicator("- - | 2015=1")
        };
        assert_eq!(row.owners().collect::<Vec<_>>(), owners, "{printed}");
    }
}
