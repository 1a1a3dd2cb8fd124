//! Where peers sit, at any number of peers and any size of the picture.

use trading_post_page::scene::seats::{Layout, Level, layout, seats};
use trading_post_page::scene::shape::Area;

const SIZES: [(f64, f64); 6] = [
    (800.0, 590.0),
    (390.0, 400.0),
    (360.0, 360.0),
    (700.0, 520.0),
    (1_600.0, 900.0),
    (340.0, 700.0),
];

/// Stalls are square and tokens are round.
fn overlap(level: Level, a: Area, b: Area) -> bool {
    match level {
        Level::Stall | Level::Booth => a.crowds(b, 0.0),
        Level::Token | Level::Dot => a.centre().distance(b.centre()) < (a.w + b.w) / 2.0,
    }
}

#[track_caller]
fn check_table(n: usize, (width, height): (f64, f64)) {
    let Layout { seats, stone_room, .. } = layout(n, width, height);
    assert_eq!(seats.len(), n);
    assert!(stone_room.fits(width, height));
    for (i, seat) in seats.iter().enumerate() {
        assert!(seat.room.fits(width, height), "seat {i} of {n} leaves {width} by {height}");
        assert!(!seat.area.crowds(stone_room, 0.0), "seat {i} of {n} covers the stone at {width}");
        for (j, other) in seats[..i].iter().enumerate() {
            let over = overlap(seat.level, seat.room, other.room);
            assert!(!over, "seats {i} and {j} of {n} overlap at {width} by {height}");
        }
    }
}

#[test]
fn no_seat_overlaps_another_or_the_stone_and_all_fit() {
    for size in SIZES {
        (2..=70).chain((71..=1_000).step_by(71)).for_each(|n| check_table(n, size));
        check_table(1_000, size);
    }
}

#[test]
fn the_report_s_six_peers_have_full_stalls_even_on_a_phone() {
    assert!(seats(6, 360.0, 360.0).iter().all(|seat| seat.level == Level::Stall));
}

#[test]
fn more_peers_show_less_of_each() {
    let level = |n| seats(n, 800.0, 590.0)[0].level;
    assert_eq!([6, 12, 50, 200].map(level), [Level::Stall, Level::Stall, Level::Token, Level::Dot]);
}

#[test]
fn peer_0_sits_on_top_and_the_others_follow_clockwise() {
    let seats = seats(4, 800.0, 590.0);
    let place = |i: usize| seats[i].room.centre();
    assert!(place(0).y < place(1).y && place(1).y < place(2).y);
    assert!(place(1).x > place(0).x && place(3).x < place(0).x);
}
