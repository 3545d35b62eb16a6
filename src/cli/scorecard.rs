//! `duban export scorecard`: the appraisal of the departments.

use super::arguments::ScorecardWords;
use super::export::{give, values};
use super::look;
use crate::app::{Appraisal, DEFAULT_RULES, Error, Paper, Scoring, Settings};

/// Exports the scorecard, or prints the built-in rules.
pub fn run(words: &ScorecardWords, settings: &Settings) -> Result<(), Error> {
    if words.show_rules {
        let rules = Paper::Text(DEFAULT_RULES.to_owned());
        return give(&rules, words.output.as_deref(), settings);
    }
    if words.rules.is_some() {
        settings.must_be_local(
            "指定规则文件",
            "用的是服务器上数据文件旁边的 scorecard.toml。",
        )?;
    }
    let app = look(settings)?;
    let scoring = Scoring::read(settings, words.rules.as_deref())?;
    let asked = Appraisal {
        since: words.since,
        until: words.until,
        plan: words.plan.clone(),
    };
    let paper = app.scorecard_document(&asked, &scoring, values(words.format))?;
    give(&paper, words.output.as_deref(), settings)
}
