//! Conditions that travel with information: handling code, onward transfer, use in court, and the
//! evaluation of source and information.
//!
//! Source: Europol handling codes H0–H3 and the 4×4 grid; the UK 3×5×2 grid. A grid and its value
//! are stored together, because the letters of two grids do not mean the same.

use serde::{Deserialize, Serialize};

use crate::codes::code_list;
use crate::lang::Text;
use std::fmt;

code_list!(
    /// What the receiver may do with the information.
    HandlingCode {
        /// Only for preventing and combating crime.
        H0 = "H0",
        /// Not in judicial proceedings without the provider's permission.
        H1 = "H1",
        /// No dissemination without the provider's permission.
        H2 = "H2",
        /// Other restrictions, written out in the text.
        H3 = "H3",
    }
);

code_list!(
    /// May the receiver pass the information on?
    OnwardTransfer {
        /// To nobody.
        None = "none",
        /// After asking the provider, case by case.
        Ask = "ask",
        /// To the agencies listed in the handling text.
        Listed = "listed",
    }
);

code_list!(
    /// May the information be used before a court?
    JudicialUse {
        /// No.
        No = "no",
        /// After asking the provider.
        Ask = "ask",
        /// Yes.
        Yes = "yes",
    }
);

code_list!(
    /// Which evaluation grid the letters belong to.
    EvaluationGrid {
        /// Europol 4×4.
        Eu4x4 = "EU4x4",
        /// United Kingdom 3×5×2.
        Uk3x5x2 = "UK3x5x2",
    }
);

/// The handling code with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handling {
    /// The code.
    pub code: HandlingCode,
    /// Restrictions in words; required for H3.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// How reliable the source and how certain the information is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The grid the two values belong to.
    pub grid: EvaluationGrid,
    /// Reliability of the source, a letter of the grid.
    pub source: String,
    /// Certainty of the information, a value of the grid.
    pub information: String,
}

impl Evaluation {
    /// Whether both values exist in the grid.
    pub fn is_valid(&self) -> bool {
        let (sources, values): (&[&str], &[&str]) = match self.grid {
            EvaluationGrid::Eu4x4 => (&["A", "B", "C", "X"], &["1", "2", "3", "4"]),
            EvaluationGrid::Uk3x5x2 => (&["1", "2", "3"], &["A", "B", "C", "D", "E"]),
        };
        sources.contains(&self.source.as_str()) && values.contains(&self.information.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evaluations_hold_values_of_their_grid() {
        for (grid, source, information, good) in [
            (EvaluationGrid::Eu4x4, "A", "1", true),
            (EvaluationGrid::Eu4x4, "X", "4", true),
            (EvaluationGrid::Eu4x4, "1", "A", false),
            (EvaluationGrid::Uk3x5x2, "1", "E", true),
            (EvaluationGrid::Uk3x5x2, "A", "1", false),
        ] {
            let value = Evaluation { grid, source: source.into(), information: information.into() };
            assert_eq!(value.is_valid(), good, "{value:?}");
        }
    }
}
