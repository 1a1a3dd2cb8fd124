//! The tightest line around some places.

use crate::scene::shape::Point;

/// The corners of the convex line around these places, clockwise as they are seen.
pub(super) fn hull(mut places: Vec<Point>) -> Vec<Point> {
    places.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    if places.len() < 3 {
        return places;
    }
    let mut around = chain(places.iter().copied());
    around.extend(chain(places.iter().rev().copied()));
    around
}

/// One side of the line, without its last place, with which the other side begins.
fn chain(places: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for place in places {
        while let [.., a, b] = chain[..]
            && turn(a, b, place) <= 0.0
        {
            chain.pop();
        }
        chain.push(place);
    }
    chain.pop();
    chain
}

/// More than 0 if the way from `a` over `b` to `c` turns to the right, where y points down.
fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_is_no_corner() {
        let places = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (2.0, 1.0), (2.0, 4.0)];
        let around = hull(places.map(|(x, y)| Point::new(x, y)).to_vec());
        let corners = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
        assert_eq!(around, corners.map(|(x, y)| Point::new(x, y)));
    }

    #[test]
    fn one_place_is_its_own_line() {
        let place = Point::new(1.0, 2.0);
        assert_eq!(hull(vec![place]), [place]);
    }
}
