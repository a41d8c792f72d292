package dev.crossfade.jdbc.target.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A change survives its binary form, whatever is in it. */
class HeldCodecTest {

  private static EntityChange again(EntityChange change) {
    byte[] form = written(change);
    byte[] around = new byte[form.length + 2];
    System.arraycopy(form, 0, around, 1, form.length);
    return HeldCodec.read(
        change.entity(), change.source(), change.op(), change.position(), around, 1, form.length);
  }

  private static byte[] written(EntityChange change) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      HeldCodec.write(change, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void any_change_survives() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      EntityChange change = change(random);
      assertThat(comparable(again(change)))
          .as("seed %d, change %d", seed, i)
          .isEqualTo(comparable(change));
    }
  }

  /** Keys compare arrays by content, which records do not. */
  private static List<@Nullable Object> comparable(EntityChange change) {
    return Arrays.asList(
        change.entity(),
        change.mapping(),
        change.source(),
        change.op(),
        change.oldKey(),
        change.key(),
        change.row() == null ? null : Key.of(change.row()),
        change.removed() == null ? null : Key.of(change.removed()),
        change.sourceKey(),
        change.position(),
        change.transaction(),
        change.refused());
  }

  @Test
  void the_form_of_version_1_stays_readable() {
    EntityChange change =
        new EntityChange(
            "contact",
            3,
            "crm",
            Op.UPDATE,
            Key.of(1L),
            Key.of(2L),
            new Object[] {2L, "é", null, Unavailable.VALUE, true},
            null,
            Key.of(2L),
            new Position(1, 2, 3),
            77,
            new Refused("CF-1001", "c", "m", "{}"));
    String form =
        "01060204020204040a04040a04c3a9000103010204049a01010e43462d313030310263026d047b7d";

    assertThat(HexFormat.of().formatHex(written(change))).isEqualTo(form);
    assertThatThrownBy(
            () ->
                HeldCodec.read(
                    "contact", "crm", Op.UPDATE, new Position(1, 2, 3), new byte[] {2}, 0, 1))
        .hasMessageContaining("version 2");
    byte[] cut = HexFormat.of().parseHex(form);
    assertThatThrownBy(
            () ->
                HeldCodec.read(
                    "contact", "crm", Op.UPDATE, new Position(1, 2, 3), cut, 0, cut.length - 1))
        .hasMessageContaining("cut off");
  }

  private static EntityChange change(Random random) {
    return new EntityChange(
        "e",
        random.nextInt(100),
        "s",
        Op.values()[random.nextInt(4)],
        key(random),
        key(random),
        row(random),
        row(random),
        key(random),
        new Position(1, 2, 3),
        random.nextLong(),
        random.nextBoolean() ? null : new Refused("CF-1", text(random), text(random), "{}"));
  }

  private static @Nullable Key key(Random random) {
    @Nullable Object[] row = row(random);
    return row == null ? null : Key.of(row);
  }

  private static @Nullable Object @Nullable [] row(Random random) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    @Nullable Object[] row = new @Nullable Object[random.nextInt(8)];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(random);
    }
    return row;
  }

  private static @Nullable Object value(Random random) {
    return switch (random.nextInt(15)) {
      case 0 -> Unavailable.VALUE;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> new BigInteger(random.nextInt(200), random);
      case 4 -> new BigDecimal(new BigInteger(150, random).negate(), random.nextInt(40) - 20);
      case 5 -> SpecialNumber.values()[random.nextInt(3)];
      case 6 -> Float.intBitsToFloat(random.nextInt());
      case 7 -> Double.longBitsToDouble(random.nextLong());
      case 8 -> text(random);
      case 9 -> bytes(random);
      case 10 -> new IntervalValue(random.nextInt(), random.nextInt(), random.nextLong());
      case 11 -> new UUID(random.nextLong(), random.nextLong());
      case 12 -> list(random);
      default -> null;
    };
  }

  private static List<@Nullable Object> list(Random random) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(random.nextBoolean() ? null : text(random));
    }
    return list;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Any characters at all, halves of surrogate pairs included. */
  private static String text(Random random) {
    char[] chars = new char[random.nextInt(200)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) random.nextInt(random.nextBoolean() ? 128 : 65_536);
    }
    return new String(chars);
  }
}
