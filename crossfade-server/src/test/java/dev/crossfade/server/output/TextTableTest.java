package dev.crossfade.server.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersStandRightAndTextLeft() {
    TextTable table = TextTable.of("entity", "rows").row("contact", 1234567L).row("lead", 5L);

    assertThat(table.lines())
        .containsExactly("entity        rows", "contact  1,234,567", "lead             5");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    TextTable table = TextTable.of("id", "reason").row(7L, "too \"long\", by 3");

    assertThat(table.csv()).containsExactly("id,reason", "7,\"too \"\"long\"\", by 3\"");
  }

  @Test
  void csvHasNumbersForMachines() {
    assertThat(TextTable.of("rows").row(1234567L).csv()).containsExactly("rows", "1234567");
  }
}
