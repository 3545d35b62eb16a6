//! Points (分), exact to the hundredth: what is added up must come out the same by hand.

use serde::{Deserialize, Serialize, Serializer};

/// The most that a rule or a score may say.
const MOST: f64 = 10_000.0;

/// Points (分) of an appraisal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "f64")]
pub struct Points(i64);

impl Points {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many hundredths.
    #[cfg(test)]
    pub const fn hundredths(count: i64) -> Self {
        Self(count)
    }

    /// The same several times.
    #[must_use]
    pub fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// Rounded to so many decimals, half up.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Self {
        let unit = match decimals {
            0 => 100,
            1 => 10,
            _ => 1,
        };
        Self((self.0 + unit / 2).div_euclid(unit) * unit)
    }

    /// The number, for a cell or JSON.
    #[expect(clippy::cast_precision_loss, reason = "points stay far below 2^53")]
    pub fn number(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl TryFrom<f64> for Points {
    type Error = String;

    fn try_from(number: f64) -> Result<Self, String> {
        let hundredths = (number * 100.0).round();
        if !number.is_finite() || number.abs() > MOST {
            return Err(format!("分值应在 -{MOST} 到 {MOST} 之间"));
        }
        if (number * 100.0 - hundredths).abs() > 1e-6 {
            return Err("分值至多两位小数".to_owned());
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number within a million, as was just seen"
        )]
        Ok(Self(hundredths as i64))
    }
}

impl std::ops::Add for Points {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl std::ops::Sub for Points {
    type Output = Self;

    fn sub(self, less: Self) -> Self {
        Self(self.0.saturating_sub(less.0))
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::ZERO, |sum, it| sum + it)
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.number())
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.number())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_exact_to_the_hundredth() {
        for (number, told) in [
            (0.1, "0.1"),
            (100.0, "100"),
            (0.29, "0.29"),
            (-1.5, "-1.5"),
            (10_000.0, "10000"),
        ] {
            assert_eq!(Points::try_from(number).unwrap().to_string(), told);
        }
        for wrong in [0.005, 10_000.01, f64::NAN, f64::INFINITY] {
            assert!(Points::try_from(wrong).is_err(), "{wrong}");
        }
        let tenths: Points = (0..10).map(|_| Points::hundredths(10)).sum();
        assert_eq!(tenths, Points::hundredths(100));
    }

    #[test]
    fn a_half_is_rounded_up() {
        for (hundredths, decimals, rounded) in [
            (9_950, 0, 10_000),
            (9_949, 0, 9_900),
            (9_945, 1, 9_950),
            (9_944, 1, 9_940),
            (9_944, 2, 9_944),
            (-150, 0, -100),
        ] {
            let found = Points::hundredths(hundredths).rounded(decimals);
            assert_eq!(found, Points::hundredths(rounded), "{hundredths}");
        }
    }
}
