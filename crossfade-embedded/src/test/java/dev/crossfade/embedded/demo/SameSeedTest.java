package dev.crossfade.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameSeedTest {

  @Test
  void theSameSeedMakesTheSameRows() {
    assertThat(digests(3, 5_000)).isEqualTo(digests(3, 5_000));
  }

  @Test
  void anotherSeedMakesOtherRows() {
    assertThat(digests(3, 5_000)).doesNotContainAnyElementsOf(digests(4, 5_000));
  }

  /**
   * Changes when any row changes: then existing seeds mean something else, which users must hear.
   */
  @Test
  void rowsStayTheSameFromReleaseToRelease() {
    assertThat(digests(42, 2_000).hashCode()).isEqualTo(GOLDEN);
  }

  @Test
  void aRowIsTheSameWhenMadeAlone() {
    Contacts contacts = new Contacts(new Dice(5, "crm.contacts"), 100, 10);
    RowText alone = new RowText();
    contacts.write(50, alone);
    RowText after = new RowText();
    contacts.write(49, new RowText());
    contacts.write(50, after);
    assertThat(text(after)).isEqualTo(text(alone));
  }

  @Test
  void tooSmallACompanyIsRefused() {
    assertThatThrownBy(() -> new DemoCompany(1, 999).volumes())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
  }

  private static final int GOLDEN = 1_481_344_469;

  private static List<Integer> digests(long seed, long rows) {
    Volumes volumes = Volumes.of(rows);
    List<TableRows> tables = new ArrayList<>(new CrmHistory(seed, volumes).tables());
    tables.addAll(new AdsHistory(seed, volumes).tables());
    List<Integer> digests = new ArrayList<>();
    for (TableRows table : tables) {
      RowText text = new RowText();
      for (long i = 0; i < table.count(); i++) {
        table.write(i, text);
      }
      digests.add(Arrays.hashCode(Arrays.copyOf(text.buffer(), text.size())));
    }
    return digests;
  }

  private static String text(RowText text) {
    return new String(text.buffer(), 0, text.size(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
