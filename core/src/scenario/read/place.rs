//! Where a field stands in a text in JSON.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A place in a text. Lines and columns are counted from 1, columns in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Where the value of a field such as `goods[1].price_cents` begins in a text in JSON; where the
/// text ends that it should be part of, if it is not there.
pub(crate) fn place_of(text: &str, field: &str) -> Place {
    let way: Vec<&str> = field.split(['.', '[']).map(|step| step.trim_end_matches(']')).collect();
    let mut reader = serde_json::Deserializer::from_str(text);
    // Seeking always ends in an error, and the reader says where.
    let end = Seek { way: &way }.deserialize(&mut reader).err();
    end.map_or(Place { line: 1, column: 1 }, |end| Place {
        line: end.line().max(1),
        column: end.column() + 1,
    })
}

/// Seeks what lies at the end of a way, and stops there with an error.
struct Seek<'a> {
    way: &'a [&'a str],
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.way.is_empty() { Err(D::Error::custom("here")) } else { from.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("something with parts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        while let Some(name) = from.next_key::<String>()? {
            if self.way.first() == Some(&name.as_str()) {
                return from.next_value_seed(Seek { way: &self.way[1..] });
            }
            from.next_value::<IgnoredAny>()?;
        }
        Err(A::Error::custom("not there"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        let place = self.way.first().and_then(|step| step.parse::<usize>().ok());
        for _ in 0..place.unwrap_or(0) {
            if from.next_element::<IgnoredAny>()?.is_none() {
                return Err(A::Error::custom("not there"));
            }
        }
        from.next_element_seed(Seek { way: &self.way[1..] }).map(drop)
    }
}
