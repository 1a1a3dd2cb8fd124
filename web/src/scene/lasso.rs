//! A line that is drawn by hand around some of the parties: who is inside.

use crate::scene::seats::Layout;
use crate::scene::shape::Point;
use trading_post::id::Party;

/// How far a pointer must have gone, in px, to have drawn a line and not clicked.
pub const DRAG: f64 = 6.0;

/// The parties whose middle is inside the closed line, peers first.
#[must_use]
pub fn enclosed(layout: &Layout, line: &[Point]) -> Vec<Party> {
    let peers = layout.seats.iter().filter(|seat| inside(line, seat.area.centre()));
    let peers = peers.map(|seat| Party::Peer(seat.peer));
    let ledger = inside(line, layout.stone.centre()).then_some(Party::Ledger);
    peers.chain(ledger).collect()
}

/// Whether the line, closed from its last place to its first, goes around a place.
#[must_use]
pub fn inside(line: &[Point], place: Point) -> bool {
    let before = line.iter().cycle().skip(line.len().saturating_sub(1));
    let crossed = line.iter().zip(before).filter(|(a, b)| crosses(**a, **b, place));
    crossed.count() % 2 == 1
}

/// Whether the piece from `a` to `b` crosses the ray from a place to the right.
fn crosses(a: Point, b: Point, place: Point) -> bool {
    if (a.y > place.y) == (b.y > place.y) {
        return false;
    }
    place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
}

/// Whether the line is more than a click: whether it ever gets far from where it began.
#[must_use]
pub fn is_drawn(line: &[Point]) -> bool {
    line.first().is_some_and(|start| line.iter().any(|place| start.distance(*place) > DRAG))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::seats;
    use trading_post::id::PeerId;

    fn line(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|(x, y)| Point::new(*x, *y)).collect()
    }

    #[test]
    fn a_place_is_inside_what_goes_around_it() {
        let square = line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        assert!(inside(&square, Point::new(5.0, 5.0)));
        for (x, y) in [(-1.0, 5.0), (11.0, 5.0), (5.0, -1.0), (5.0, 11.0)] {
            assert!(!inside(&square, Point::new(x, y)));
        }
    }

    #[test]
    fn a_bay_is_outside() {
        let bay = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 2.0), (0.0, 10.0)];
        assert!(!inside(&line(&bay), Point::new(5.0, 8.0)));
        assert!(inside(&line(&bay), Point::new(1.0, 5.0)));
    }

    #[test]
    fn nothing_is_inside_a_line_of_no_area() {
        assert!(!inside(&[], Point::new(0.0, 0.0)));
        assert!(!inside(&line(&[(0.0, 0.0), (9.0, 9.0)]), Point::new(3.0, 4.0)));
    }

    #[test]
    fn the_left_half_of_the_market_holds_its_peers_and_not_the_ledger() {
        let layout = seats::layout(6, 800.0, 590.0);
        let left = line(&[(0.0, 0.0), (330.0, 0.0), (330.0, 590.0), (0.0, 590.0)]);
        let peers = [4, 5].map(|id| Party::Peer(PeerId(id)));
        assert_eq!(enclosed(&layout, &left), peers);
        let all = line(&[(0.0, 0.0), (800.0, 0.0), (800.0, 590.0), (0.0, 590.0)]);
        assert_eq!(enclosed(&layout, &all).len(), 7);
    }

    #[test]
    fn a_shaky_click_is_no_line() {
        assert!(!is_drawn(&line(&[(5.0, 5.0), (8.0, 7.0), (5.0, 4.0)])));
        assert!(is_drawn(&line(&[(5.0, 5.0), (18.0, 7.0), (5.0, 4.0)])));
    }
}
