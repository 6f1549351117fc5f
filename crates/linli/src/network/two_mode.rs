//! The two-mode network of people and occasions, read by how often two people take part together. Never projected.

/// Occasions of one window, as rows of bits: who took part, and who could have.
#[derive(Debug, Clone, Default)]
pub struct TwoMode {
    words: usize,
    part: Vec<u64>,
    tenure: Vec<u64>,
}

impl TwoMode {
    /// A network of so many people and occasions, in which nobody has taken part yet and nobody could have.
    pub fn new(people: usize, occasions: usize) -> Self {
        let words = occasions.div_ceil(64);
        Self { words, part: vec![0; people * words], tenure: vec![0; people * words] }
    }

    /// A person could have taken part in an occasion.
    pub fn could(&mut self, person: usize, occasion: usize) {
        self.tenure[person * self.words + occasion / 64] |= 1 << (occasion % 64);
    }

    /// A person took part in an occasion, and so could have.
    pub fn took_part(&mut self, person: usize, occasion: usize) {
        self.could(person, occasion);
        self.part[person * self.words + occasion / 64] |= 1 << (occasion % 64);
    }

    /// Occasions that two people took part in together, and occasions that either did, of those both could have.
    ///
    /// The first over the second is the simple-ratio index x / (x + y_A + y_B) (Whitehead 2008), every occasion a sampling
    /// period of its own. O(occasions / 64).
    pub fn association(&self, a: usize, b: usize) -> (u32, u32) {
        let (a, b) = (a * self.words, b * self.words);
        let (mut together, mut either) = (0, 0);
        for word in 0..self.words {
            let both_could = self.tenure[a + word] & self.tenure[b + word];
            let (part_a, part_b) = (self.part[a + word], self.part[b + word]);
            together += (part_a & part_b & both_could).count_ones();
            either += ((part_a | part_b) & both_could).count_ones();
        }
        (together, either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn association_by_hand() {
        // Seventy occasions: a at all, b at every other, c joined for the last ten and came to all of them.
        let mut network = TwoMode::new(3, 70);
        for at in 0..70 {
            network.took_part(0, at);
            if at % 2 == 0 {
                network.took_part(1, at);
            } else {
                network.could(1, at);
            }
            if at >= 60 {
                network.took_part(2, at);
            }
        }
        assert_eq!(network.association(0, 1), (35, 70));
        assert_eq!(network.association(0, 2), (10, 10));
        assert_eq!((network.association(1, 2), network.association(2, 1)), ((5, 10), (5, 10)));
    }
}
