package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyMomentsTest {

  private static final BigInteger PRIME = BigInteger.valueOf(Field61.PRIME);

  private final Random random = new Random(61);

  private long element() {
    return Field61.of(
        random.nextInt(4) == 0 ? Field61.PRIME - random.nextInt(3) : random.nextLong());
  }

  @Test
  void the_field_is_what_big_integers_say() {
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = BigInteger.valueOf(element());
      BigInteger b = BigInteger.valueOf(element());
      long one = a.longValue();
      long other = b.longValue();
      assertThat(Field61.multiply(one, other)).isEqualTo(a.multiply(b).mod(PRIME).longValue());
      assertThat(Field61.add(one, other)).isEqualTo(a.add(b).mod(PRIME).longValue());
      assertThat(Field61.subtract(one, other)).isEqualTo(a.subtract(b).mod(PRIME).longValue());
      if (one != 0) {
        assertThat(Field61.inverse(one)).isEqualTo(a.modInverse(PRIME).longValue());
      }
    }
  }

  private KeyMoments[] sides(int common) {
    KeyMoments[] sides = {new KeyMoments(2), new KeyMoments(2)};
    for (int i = 0; i < common; i++) {
      long key = random.nextLong() >> 5;
      long digest = random.nextLong();
      sides[0].add(1, key, digest);
      sides[1].add(1, key, digest);
    }
    return sides;
  }

  @Test
  void a_changed_a_missing_and_a_doubled_row_are_found_by_their_key() {
    for (long key : new long[] {0, 1, -1, 42, Integer.MAX_VALUE, -(1L << 59), 1L << 59}) {
      KeyMoments[] changed = sides(20);
      changed[0].add(1, key, random.nextLong());
      changed[1].add(1, key, random.nextLong());
      assertThat(changed[0].lone(changed[1], 1)).hasValue(key);

      KeyMoments[] missing = sides(20);
      missing[1].add(1, key, random.nextLong());
      assertThat(missing[0].lone(missing[1], 1)).hasValue(key);

      KeyMoments[] doubled = sides(20);
      long digest = random.nextLong();
      doubled[0].add(1, key, digest);
      doubled[0].add(1, key, digest);
      doubled[1].add(1, key, digest);
      assertThat(doubled[0].lone(doubled[1], 1)).hasValue(key);
    }
  }

  @Test
  void nothing_is_said_where_two_keys_differ_or_none_does() {
    for (int i = 0; i < 2_000; i++) {
      KeyMoments[] sides = sides(3);
      sides[0].add(1, i, random.nextLong());
      sides[1].add(1, i + 1 + random.nextInt(9), random.nextLong());
      assertThat(sides[0].lone(sides[1], 1)).isEmpty();
      assertThat(sides[0].lone(sides[1], 0)).isEmpty();
    }
  }

  /** Such a number has the remainder of another one; so have snowflake ids of today. */
  @Test
  void nothing_is_said_of_a_bucket_with_a_key_beyond_the_field() {
    for (long key :
        new long[] {1_900_000_002_520_776_704L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 60}) {
      KeyMoments[] sides = sides(0);
      sides[0].add(1, key, random.nextLong());
      assertThat(sides[0].lone(sides[1], 1)).isEmpty();
      assertThat(sides[1].lone(sides[0], 1)).isEmpty();
      KeyMoments merged = new KeyMoments(2);
      merged.merge(sides[0]);
      assertThat(merged.lone(sides[1], 1)).isEmpty();
    }
    for (long key : new long[] {(1L << 60) - 1, 1 - (1L << 60)}) {
      KeyMoments[] sides = sides(0);
      sides[0].add(1, key, 5);
      assertThat(sides[0].lone(sides[1], 1)).hasValue(key);
    }
  }

  @Test
  void parts_add_up() {
    KeyMoments[] sides = sides(5);
    KeyMoments part = new KeyMoments(2);
    part.add(1, 77, 1);
    sides[0].merge(part);
    assertThat(sides[0].lone(sides[1], 1)).hasValue(77);
  }
}
