package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is canonical as {@link CanonicalJson} says, or left to it. */
class PrintedJsonTest {

  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "7",
    "-12",
    "12.5",
    "0.5",
    "-0.25",
    "1234567890",
    "\"\"",
    "\"x y\"",
    "\"a,b\"",
    "\"é世\"",
    "{}",
    "[]"
  };
  private static final String ALPHABET =
      "{}[]\",: 0123456789.-+eEtrufalsn\\\u00e9\ud83d\ude00\u0001\u007f";

  private final EncodedBytes out = new EncodedBytes(null);
  private final PrintedJson printed = new PrintedJson(out);
  private final EncodedBytes expectedOut = new EncodedBytes(null);
  private final CanonicalJson canonical =
      new CanonicalJson(expectedOut, CanonicalJson.Spelling.BRIEF);

  /** Whether it was taken; what was taken must be what the other way makes of it. */
  private boolean taken(String json) {
    byte[] utf8 = ("??" + json + "?").getBytes(StandardCharsets.UTF_8);
    out.reset();
    expectedOut.reset();
    out.octet('#');
    expectedOut.octet('#');
    boolean taken = printed.append(utf8, 2, utf8.length - 3);
    if (taken) {
      assertThat(canonical.append(json)).as(json).isTrue();
    }
    assertThat(Arrays.copyOf(out.bytes(), out.length()))
        .as(json)
        .isEqualTo(Arrays.copyOf(expectedOut.bytes(), taken ? expectedOut.length() : 1));
    return taken;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"b\": [true, null, \"x\"], \"aa\": {\"é\": -0.25}}",
        "[[[1]]]",
        "\"世 界\"",
        "123456789012345678901234567890",
        "{\"\": {\"\": {}}}"
      })
  void takesWhatJsonbPrints(String json) {
    assertThat(taken(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "[1",
        "{\"a\"}",
        "{\"b\": 1, \"a\": 1}",
        "{\"aa\": 1, \"b\": 1}",
        "{\"a\": 1, \"a\": 2}",
        "1.0",
        "0.05",
        "-0",
        "01",
        "1e2",
        "1.",
        ".5",
        "-",
        "tru",
        "[1]]",
        "[1]  ",
        "\"\\u0041\"",
        "\"😀\"",
        "\"\u0001\"",
        "1234567890123456789012345678901"
      })
  void leavesTheRest(String json) {
    assertThat(taken(json)).isFalse();
  }

  @Test
  void leavesWhatIsNestedDeeply() {
    assertThat(taken("[".repeat(20) + "]".repeat(20))).isTrue();
    assertThat(taken("[".repeat(200) + "]".repeat(200))).isFalse();
  }

  @Test
  void neverDiffersFromTheOtherWay() {
    Random random = new Random(7);
    int taken = 0;
    for (int i = 0; i < 40_000; i++) {
      String json = value(random, 0);
      if (i % 2 == 1) {
        json = damaged(random, json);
      }
      taken += taken(json) ? 1 : 0;
    }
    assertThat(taken).isBetween(10_000, 39_000);
  }

  private static String value(Random random, int depth) {
    if (depth == 4 || random.nextInt(3) > 0) {
      return SCALARS[random.nextInt(SCALARS.length)];
    }
    int size = 1 + random.nextInt(4);
    StringBuilder text = new StringBuilder();
    boolean object = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      text.append(i > 0 ? ", " : "");
      if (object) {
        text.append('"').append((char) ('a' + i * (random.nextInt(9) > 0 ? 1 : 0))).append("\": ");
      }
      text.append(value(random, depth + 1));
    }
    return object ? "{" + text + "}" : "[" + text + "]";
  }

  private static String damaged(Random random, String json) {
    int at = random.nextInt(json.length() + 1);
    int codePoint = ALPHABET.codePoints().toArray()[random.nextInt(30)];
    String piece = random.nextInt(3) == 0 ? "" : Character.toString(codePoint);
    int end = Math.min(json.length(), at + random.nextInt(2));
    return json.substring(0, at) + piece + json.substring(end);
  }
}
