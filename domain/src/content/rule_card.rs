//! Rule cards in time: until which day a course may rest on one, and what the company's own review changes about it.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

/// How long before its end a card is talked about. Nothing is blocked then.
pub const NOTICE: Duration = Duration::days(30);
/// How far ahead a reviewer may put the next review: nobody answers for a law for longer.
pub const FURTHEST_REVIEW: Duration = Duration::days(2 * 366);

/// What a card itself says of its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Whether it names somebody who compared it with its source.
    pub reviewed: bool,
    /// The day on which it is to be looked at again.
    pub next_review: Date,
    /// The last day on which the rule is in force, where that is known.
    pub in_force_to: Option<Date>,
}

/// The company's own review of exactly this version of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Confirmation {
    /// The reviewer's day on which it was confirmed.
    pub on: Date,
    /// The day on which the company wants to look again.
    pub next_review: Date,
}

/// What ends the time of a card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum End {
    /// The day to look again has passed.
    Review,
    /// The rule is no longer in force.
    Force,
}

/// How a card stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It can be relied on, and not only for the next days.
    Good,
    /// It can be relied on until this day, which is near.
    Due {
        /// The last day.
        on: Date,
        /// What ends then.
        end: End,
    },
    /// Its time is over.
    Expired {
        /// The last day on which it could be relied on.
        since: Date,
        /// What ended then.
        end: End,
    },
    /// Nobody has compared it with its source yet.
    Unreviewed,
}

impl Term {
    /// The last day on which the card can be relied on, and what ends then.
    ///
    /// A confirmation lifts those of the card's own days on or after which it was made: whoever confirms a card
    /// beforehand cannot know what that day was waiting for. The company's own day counts besides.
    #[must_use]
    pub fn end(&self, confirmation: Option<Confirmation>) -> (Date, End) {
        let stands = |day: &Date| confirmation.is_none_or(|c| c.on < *day);
        let own = confirmation.map_or(self.next_review, |c| c.next_review);
        let review = Some(self.next_review).filter(stands);
        let force = self.in_force_to.filter(stands);
        [
            review.map(|d| (d, End::Review)),
            force.map(|d| (d, End::Force)),
        ]
        .into_iter()
        .flatten()
        .fold((own, End::Review), Ord::min)
    }

    /// How the card stands on this day.
    #[must_use]
    pub fn state(&self, confirmation: Option<Confirmation>, today: Date) -> State {
        if !self.reviewed && confirmation.is_none() {
            return State::Unreviewed;
        }
        let (day, end) = self.end(confirmation);
        if today > day {
            State::Expired { since: day, end }
        } else if day - today <= NOTICE {
            State::Due { on: day, end }
        } else {
            State::Good
        }
    }
}

impl State {
    /// Whether a course that rests on the card can be neither published nor assigned.
    #[must_use]
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Expired { .. } | Self::Unreviewed)
    }

    /// The stable name in addresses, tables and styles.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Due { .. } => "due",
            Self::Expired { .. } => "expired",
            Self::Unreviewed => "unreviewed",
        }
    }

    /// The day that its state speaks of.
    #[must_use]
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Due { on, .. } => Some(on),
            Self::Expired { since, .. } => Some(since),
            Self::Good | Self::Unreviewed => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const CARD: Term = Term {
        reviewed: true,
        next_review: date!(2026 - 12 - 04),
        in_force_to: None,
    };

    fn confirmed(on: Date, next_review: Date) -> Option<Confirmation> {
        Some(Confirmation { on, next_review })
    }

    #[test]
    fn a_card_is_talked_about_before_it_blocks() {
        for (today, code) in [
            (date!(2026 - 11 - 03), "good"),
            (date!(2026 - 11 - 04), "due"),
            (date!(2026 - 12 - 04), "due"),
            (date!(2026 - 12 - 05), "expired"),
        ] {
            let state = CARD.state(None, today);
            assert_eq!(
                (state.code(), state.blocks()),
                (code, code == "expired"),
                "{today}"
            );
        }
    }

    #[test]
    fn the_companys_own_review_lifts_a_day_that_has_come_and_no_other() {
        let today = date!(2027 - 01 - 10);
        let early = confirmed(date!(2026 - 12 - 03), date!(2027 - 12 - 03));
        assert!(CARD.state(early, today).blocks());
        let on_the_day = confirmed(date!(2026 - 12 - 04), date!(2027 - 12 - 04));
        assert_eq!(CARD.state(on_the_day, today), State::Good);
        assert!(CARD.state(on_the_day, date!(2027 - 12 - 05)).blocks());

        let ends = Term {
            in_force_to: Some(date!(2027 - 06 - 30)),
            ..CARD
        };
        let state = ends.state(on_the_day, date!(2027 - 07 - 01));
        let ended = State::Expired {
            since: date!(2027 - 06 - 30),
            end: End::Force,
        };
        assert_eq!(state, ended);
        let after = confirmed(date!(2027 - 07 - 01), date!(2028 - 07 - 01));
        assert_eq!(ends.state(after, date!(2027 - 07 - 02)), State::Good);
    }

    #[test]
    fn what_nobody_reviewed_waits_for_the_company() {
        let nobodys = Term {
            reviewed: false,
            ..CARD
        };
        let today = date!(2026 - 10 - 01);
        assert_eq!(nobodys.state(None, today), State::Unreviewed);
        let confirmation = confirmed(today, date!(2027 - 10 - 01));
        assert_eq!(nobodys.state(confirmation, today), State::Good);
    }

    fn day() -> impl Strategy<Value = Date> {
        (0_i64..2_000).prop_map(|n| date!(2026 - 01 - 01) + Duration::days(n))
    }

    proptest! {
        #[test]
        fn time_only_ever_ends_a_card(
            next_review in day(), in_force_to in proptest::option::of(day()), reviewed: bool,
            confirmation in proptest::option::of((day(), day())), (one, other) in (day(), day()),
        ) {
            let term = Term { reviewed, next_review, in_force_to };
            let confirmation = confirmation.map(|(on, next_review)| Confirmation { on, next_review });
            let (sooner, later) = (one.min(other), one.max(other));
            let blocks = |today| term.state(confirmation, today).blocks();
            prop_assert!(!blocks(sooner) || blocks(later));
        }

        #[test]
        fn a_review_today_for_a_later_day_always_leads_on(
            next_review in day(), in_force_to in proptest::option::of(day()), reviewed: bool, today in day(),
        ) {
            let term = Term { reviewed, next_review, in_force_to };
            let own = confirmed(today, today + Duration::days(365));
            prop_assert!(!term.state(own, today).blocks());
            // It never lasts longer than the company said, nor past a day of the card's own that is still to come.
            let (end, _) = term.end(own);
            prop_assert!(end <= today + Duration::days(365));
            prop_assert!(next_review <= today || end <= next_review);
        }
    }
}
