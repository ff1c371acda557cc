//! From events to the path they took.

use super::attempt::{Event, Step};
use crate::{Error, Result};
use domain::assessment::{Map, Play};

/// Walks the path that these steps took in an attempt with this seed.
pub(super) fn replay<'a>(map: &'a Map, seed: u64, steps: &[Step]) -> Result<Play<'a>> {
    let mut play = Play::start(map, seed);
    for step in steps {
        if let Event::TurnTaken { scene, choice, .. } = &step.event {
            play.choose(scene, choice)
                .map_err(|error| Error::Internal(Box::new(error)))?;
        }
    }
    Ok(play)
}
