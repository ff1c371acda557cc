//! Assessment: grading, certainty, and the paths through scenarios. An answer is graded here, on the server's
//! side of the line: nothing in this module is given to a browser before its answer is in.

mod advice;
mod calibration;
mod certainty;
mod correlation;
mod given;
mod interval;
mod item_statistics;
pub mod limits;
mod order;
mod quiz;
#[cfg(feature = "refresher")]
pub mod refresher;
mod scenario;
mod self_efficacy;
mod short;
mod tally;

pub use advice::Advice;
pub use calibration::{
    BrierParts, CalibrationFigures, CalibrationLevel, CalibrationReport, MIN_ANSWERS,
};
pub use certainty::{Calibration, Certainty};
pub use given::{Given, ItemKind, Key, NoOrder, placed};
pub use interval::{Interval, Share};
pub use item_statistics::{ItemAnswer, ItemCertainty, ItemFigures, ItemStatistics, MIN_GROUP};
pub use order::{draw, mixed, order};
pub use quiz::{QuizResult, is_right};
pub use scenario::{
    Compare, Explored, Gauge, Gauges, HARM_CAP, Map, Move, Need, Node, Play, TurnError, Way,
    explore, path_percent,
};
pub use self_efficacy::{Moment, Moved, SelfEfficacy, Sureness, Task};
pub use short::{SHORT_MAX, plain, recognise};
pub use tally::{MIN_PREVAILING, Tally};
