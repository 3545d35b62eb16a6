//! What the indicators of the demo read: on the way from the state before the plan to its targets, some ahead, some behind.

use chrono::Datelike;

use super::{Deed, Dice, Happening, Who, day, today};
use crate::app::App;
use crate::app::error::Error;
use crate::domain::indicator::{Indicator, Reading};

/// The readings of every indicator, each in the February behind its year.
pub fn readings(app: &App) -> Result<Vec<Happening>, Error> {
    let mut story = Vec::new();
    for (indicator, _) in app.list_indicators(None)? {
        let dice = Dice(format!(
            "figure/{}/{}/{}",
            indicator.slug, indicator.domain, indicator.name
        ));
        // An office never has all figures.
        if dice.happens("none", 8) {
            continue;
        }
        let begins = indicator.begins.unwrap_or(2018).max(2018);
        for year in begins..today().year() {
            let Some(value) = value(&indicator, year, &dice) else {
                continue;
            };
            let told = (year + 1).max(2020);
            let month = if told == 2020 { 3 } else { 2 };
            let on = 8 + u32::try_from(dice.roll("day", 12)).unwrap_or(0);
            story.push(Happening {
                day: day(told, month, on),
                who: Who::Coordinator,
                lead: None,
                deed: Deed::Note(
                    indicator.id,
                    Reading {
                        year,
                        value,
                        source: format!("{year}年卫生健康统计年报（演示数据）"),
                    },
                ),
            });
        }
    }
    Ok(story)
}

/// What an indicator was in a year; `None` where its targets give no figure to go to.
fn value(indicator: &Indicator, year: i32, dice: &Dice) -> Option<f64> {
    let targets = indicator.targets(&[]);
    let levels = targets.iter().filter_map(|it| Some((it.year, it.level?)));
    let next = levels
        .clone()
        .find(|it| it.0 >= year)
        .or_else(|| levels.clone().next_back())?;
    let from = indicator
        .baseline()
        .map(|it| (it.year, it.value))
        .filter(|it| it.0 < next.0 && it.0 < year)
        .unwrap_or((next.0 - 6, next.1 * 0.9));
    let share = f64::from(year - from.0) / f64::from((next.0 - from.0).max(1));
    // Between half and one and a fifth of the way that was to be gone.
    let pace = f64::from(u32::try_from(50 + dice.roll("pace", 75)).unwrap_or(100)) / 100.0;
    let wobble =
        f64::from(u32::try_from(dice.roll(&year.to_string(), 20)).unwrap_or(10)) / 1000.0 - 0.01;
    let value = (from.1 + (next.1 - from.1) * share * pace) * (1.0 + wobble);
    let scale = if value.abs() < 20.0 { 100.0 } else { 10.0 };
    let whole = next.1.abs() > 90.0 && next.1.abs() <= 100.0;
    let value = if whole { value.min(100.0) } else { value };
    Some((value * scale).round() / scale)
}
