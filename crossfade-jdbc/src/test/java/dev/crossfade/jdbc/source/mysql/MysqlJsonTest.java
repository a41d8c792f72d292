package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server prints and what the log has must be one value. */
class MysqlJsonTest {

  @Test
  void aDoubleThatTheLogShowsAsAnIntegerHasAllItsDigits() {
    assertThat(MysqlJson.value("[1.152921504606847e18, -9.223372036854776e18, 1e15]"))
        .isEqualTo("[1152921504606846976, -9223372036854775808, 1000000000000000]");
  }

  @Test
  void everythingElseStaysAsTheServerPrintsIt() {
    List.of(
            "{\"a\": [1, 1000.0, 0.00001, 1e-7, 1.2345678901234566e29, 1.8446744073709552e19]}",
            "\"1.152921504606847e18 \\\" 1e15\"",
            "[\"1e15\", true, null, -1.5e-10, 18446744073709551615]",
            "\"unfinished",
            "")
        .forEach(text -> assertThat(MysqlJson.value(text)).isEqualTo(text));
  }
}
