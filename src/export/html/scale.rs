//! Figures as lengths: every bar of a chart against its longest one.

/// The whole length, in the thousandths of a percent in which lengths are counted.
pub const WHOLE: u32 = 100_000;

/// How long a figure is drawn.
pub struct Scale {
    /// The highest single figure, by which all are divided first: the sum of huge ones would be no number.
    unit: f64,
    /// The longest bar, in units.
    longest: f64,
}

impl Scale {
    /// The scale on which the longest of the bars takes the whole length.
    pub fn of(bars: &[Vec<f64>]) -> Self {
        let unit = bars
            .iter()
            .flatten()
            .copied()
            .map(drawn)
            .fold(0.0, f64::max);
        let lengths = bars
            .iter()
            .map(|bar| bar.iter().map(|it| share(*it, unit)).sum());
        let longest = lengths.fold(0.0, f64::max);
        Self { unit, longest }
    }

    /// Where the parts of a bar begin, and where the last ends: the parts meet without a gap.
    pub fn edges(&self, bar: &[f64]) -> Vec<u32> {
        let mut edges = vec![0];
        let mut reached = 0.0;
        for figure in bar {
            reached += share(*figure, self.unit);
            edges.push(share_of_whole(reached, self.longest));
        }
        edges
    }
}

/// What is drawn of a figure: nothing of a negative one, or of what is no number.
fn drawn(figure: f64) -> f64 {
    if figure.is_finite() {
        figure.max(0.0)
    } else {
        0.0
    }
}

fn share(figure: f64, unit: f64) -> f64 {
    if unit > 0.0 {
        drawn(figure) / unit
    } else {
        0.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "kept between nought and the whole"
)]
fn share_of_whole(reached: f64, longest: f64) -> u32 {
    if longest <= 0.0 {
        return 0;
    }
    let whole = f64::from(WHOLE);
    (reached / longest * whole).round().clamp(0.0, whole) as u32
}

/// A length as SVG writes it: 12345 is `12.345%`.
pub fn percent(length: u32) -> String {
    format!("{}.{:03}%", length / 1000, length % 1000)
}

/// A figure as a reader sees it: as few decimals as it needs and four at most; — for what is no number.
pub fn told(figure: f64) -> String {
    let size = figure.abs();
    if !figure.is_finite() {
        return "—".to_owned();
    }
    if size >= 1e15 || (size > 0.0 && size < 0.000_05) {
        return format!("{figure:e}");
    }
    let text = format!("{figure:.4}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_bar_takes_the_whole_length() {
        for (bars, edges) in [
            (vec![vec![1.0, 1.0, 2.0]], vec![0, 25_000, 50_000, WHOLE]),
            (vec![vec![0.0, 0.0]], vec![0, 0, 0]),
            (vec![vec![f64::MAX, f64::MAX]], vec![0, 50_000, WHOLE]),
            (vec![vec![-5.0, 5.0]], vec![0, 0, WHOLE]),
            (
                vec![vec![f64::NAN, 3.0, f64::INFINITY]],
                vec![0, 0, WHOLE, WHOLE],
            ),
            (
                vec![vec![1.0, 1.0], vec![8.0, 0.0]],
                vec![0, 12_500, 25_000],
            ),
            (vec![vec![f64::MIN_POSITIVE]], vec![0, WHOLE]),
            (vec![vec![]], vec![0]),
        ] {
            assert_eq!(Scale::of(&bars).edges(&bars[0]), edges, "{bars:?}");
        }
    }

    #[test]
    fn figures_are_told_short() {
        for (figure, words) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (100.0, "100"),
            (0.1 + 0.2, "0.3"),
            (-2.5, "-2.5"),
            (1e20, "1e20"),
            (0.000_001, "1e-6"),
            (f64::NAN, "—"),
            (f64::INFINITY, "—"),
        ] {
            assert_eq!(told(figure), words);
        }
        assert_eq!(percent(12_045), "12.045%");
    }

    proptest! {
        #[test]
        fn a_bar_never_leaves_the_picture(bars in proptest::collection::vec(proptest::collection::vec(any::<f64>(), 3), 1..6)) {
            let scale = Scale::of(&bars);
            let ends: Vec<Vec<u32>> = bars.iter().map(|bar| scale.edges(bar)).collect();
            prop_assert!(ends.iter().all(|it| it.is_sorted() && it.iter().all(|edge| *edge <= WHOLE)));
            let longest = ends.iter().filter_map(|it| it.last()).max().copied();
            let is_drawn = bars.iter().flatten().any(|it| it.is_finite() && *it > 0.0);
            prop_assert_eq!(longest, Some(if is_drawn { WHOLE } else { 0 }));
        }
    }
}
