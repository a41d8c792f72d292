package dev.crossfade.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.traffic.Side;
import org.junit.jupiter.api.Test;

/** What logs of both stacks say. */
class LogBookTest {

  @Test
  void linesOfOneCauseHaveOneSignature() {
    String one =
        "2026-11-26T07:48:29.123Z ERROR [http-8] shop.Orders - order 4711 of 'ann@x.org' failed"
            + " after 12ms (id 0f8fad5b-d9cb-469f-a165-70867728950e)";
    String other =
        "2026-11-27 11:08:01,001 ERROR [http-31] shop.Orders - order 9 of 'o\\'neil' failed"
            + " after 1250ms (id 7c9e6679-7425-40de-944b-e07fc1f90ae7)";

    assertThat(LogSignature.of(one)).isEqualTo(LogSignature.of(other));
    assertThat(LogSignature.of(one)).contains("shop.Orders").contains("failed after");
  }

  @Test
  void nothingInQuotesAndNothingWithADigitIsInASignature() {
    String signature =
        LogSignature.of(
            "ERROR duplicate key \"Jane Doe\" from jane.doe@corp.example 10.1.2.3:5432 token"
                + " QWxhZGRpbjpvcGVuIHNlc2FtZUFsYWRkaW46b3BlbiBzZXNhbWU and `secret` then 'open");

    assertThat(signature).isEqualTo("ERROR duplicate key ? from ? # token # and ? then ?");
    assertThat(LogSignature.of("ERROR " + "x y ".repeat(2_000))).hasSize(160);
  }

  @Test
  void onlyWhatTellsOfAnErrorCountsAndNotItsContinuation() {
    assertThat(LogSignature.tells("07:00 ERROR broken")).isTrue();
    assertThat(LogSignature.tells("java.lang.IllegalStateException: no")).isTrue();
    assertThat(LogSignature.tells("\tat shop.Error.main(Error.java)")).isFalse();
    assertThat(LogSignature.tells("Caused by: java.io.IOException: no")).isFalse();
    assertThat(LogSignature.tells("INFO served")).isFalse();
    assertThat(LogSignature.tells("")).isFalse();
  }

  @Test
  void whatOnlyTheNewStackSaysOrFarMoreOftenIsReal() {
    LogBook book = new LogBook("now");
    for (int i = 0; i < 1_000; i++) {
      book.add(Side.LEGACY, "2026-11-26T07:0" + (i % 10) + ":00 INFO served " + i);
      book.add(Side.NEW, "2026-11-26T07:0" + (i % 10) + ":00 INFO served " + i);
    }
    times(book, Side.LEGACY, "07:11:00 ERROR both ", 4);
    times(book, Side.NEW, "07:12:00 ERROR both ", 5);
    times(book, Side.LEGACY, "07:12:00 ERROR often ", 4);
    times(book, Side.NEW, "07:25:00 ERROR often ", 20);
    times(book, Side.LEGACY, "07:25:00 ERROR old ", 3);
    times(book, Side.NEW, "07:25:00 ERROR fresh ", 1);

    assertThat(book.groups())
        .extracting(Group::signature, Group::route, Group::differing, Group::noise, Group::real)
        .containsExactlyInAnyOrder(
            tuple("# ERROR both #", "2026-11-26T07:10", 5L, 4L, false),
            tuple("# ERROR often #", "2026-11-26T07:20", 20L, 0L, true),
            tuple("# ERROR often #", "2026-11-26T07:10", 0L, 4L, true),
            tuple("# ERROR old #", "2026-11-26T07:20", 0L, 3L, false),
            tuple("# ERROR fresh #", "2026-11-26T07:20", 1L, 0L, true));
    assertThat(book.groups().get(0).real()).isTrue();
  }

  private static void times(LogBook book, Side side, String line, int times) {
    for (int i = 0; i < times; i++) {
      book.add(side, "2026-11-26T" + line + i);
    }
  }

  @Test
  void aFloodOfSignaturesAndTimesIsBounded() {
    LogBook book = new LogBook("now");
    for (int i = 0; i < 3_000; i++) {
      String hour = "%02d".formatted(i / 6 % 24);
      String day = "%02d".formatted(1 + i / 144 % 28);
      String word =
          Integer.toString(i, 26)
              .chars()
              .mapToObj(c -> "" + (char) ('a' + c % 26))
              .reduce("", String::concat);
      book.add(Side.NEW, "2026-11-" + day + "T" + hour + ":" + i % 6 + "0:00 ERROR " + word);
    }
    assertThat(book.groups().size()).isLessThanOrEqualTo(400);
    assertThat(book.groups().stream().map(Group::signature).distinct().count())
        .isLessThanOrEqualTo(LogBook.MOST + 1);
  }

  @Test
  void whatWasCountedBeforeCountsOnUntilItIsOld() {
    LogBook before = new LogBook("2026-11-26T08:00");
    before.add(Side.NEW, "2026-11-25T09:05:00 ERROR old");
    before.add(Side.NEW, "2026-11-26T07:55:00 ERROR recent");
    before.add(Side.LEGACY, "ERROR recent");
    LogBook after = new LogBook("2026-11-26T08:10");
    after.add(before.groups(), "2026-11-25T10:00");
    after.add(Side.NEW, "ERROR recent");

    assertThat(after.groups())
        .extracting(Group::signature, Group::route, Group::differing, Group::noise)
        .containsExactlyInAnyOrder(
            tuple("# ERROR recent", "2026-11-26T07:50", 1L, 0L),
            tuple("ERROR recent", "2026-11-26T08:00", 0L, 1L),
            tuple("ERROR recent", "2026-11-26T08:10", 1L, 0L));
    assertThat(after.lines(Side.NEW)).isEqualTo(3);
  }
}
