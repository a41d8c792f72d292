package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.target.Selection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every source row is in production as it is now, or in quarantine as it is now, or the verdict is
 * not EQUAL. The mapping refuses e-mails that start with an exclamation mark, the target those
 * longer than six.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ParkedVerdictTest {

  private static final String CONTACT = "active_contact";
  private static final String EVENT = "event";

  private LiveCompany company;

  @BeforeEach
  void publish() throws InterruptedException {
    Setting setting = new Setting();
    for (long id = 0; id < 30; id++) {
      setting.contact(id, "e" + id);
      setting.event(id, "click");
    }
    setting.contact(100, "!");
    setting.contact(101, "too long for it");
    setting.event(100, "!");
    company = new LiveCompany(setting);
  }

  @AfterEach
  void close() {
    company.close();
  }

  private void equal(String entity, long refused, long parked) throws InterruptedException {
    Verdict verdict = company.verify(entity);
    assertThat(verdict.mismatches()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Verdict.Result.EQUAL);
    assertThat(verdict.refused()).as("refused").isEqualTo(refused);
    assertThat(verdict.parked()).as("parked").isEqualTo(parked);
  }

  private void finds(String entity, MismatchKind kind, String key, String... columns)
      throws InterruptedException {
    Verdict verdict = company.verify(entity);
    assertThat(verdict.mismatches())
        .containsExactly(new Mismatch(entity, kind, key, List.of(columns)));
    assertThat(verdict.result()).isEqualTo(Verdict.Result.DIFFERENT);
  }

  private static Object[] row(List<Object[]> rows, long id) {
    return rows.stream().filter(row -> row[0].equals(id)).findFirst().orElseThrow();
  }

  @Test
  void what_is_refused_is_counted_and_not_compared() throws InterruptedException {
    equal(CONTACT, 1, 2);
    equal(EVENT, 1, 1);
    company.update(1, "!", "other");
    company.tamper(CONTACT, rows -> row(rows, 1)[2] = "corrupt");
    equal(CONTACT, 2, 3);
    company.update(2, "too long for it", "other");
    equal(CONTACT, 2, 4);
    company.update(1, "good", "other");
    equal(CONTACT, 1, 3);
  }

  @Test
  void what_history_refused_cannot_be_in_production() throws InterruptedException {
    company.tamper(CONTACT, rows -> rows.add(new Object[] {100L, "x", "bio"}));
    finds(CONTACT, MismatchKind.EXTRA, "id=100");
    company.tamper(CONTACT, rows -> row(rows, 100)[0] = 101L);
    finds(CONTACT, MismatchKind.STALE, "id=101", "email");
  }

  @Test
  void nor_can_a_newer_image_of_it_that_was_refused_too() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      company.update(100, "!" + i, "other");
      company.update(101, "too long for it", "other" + i);
    }
    assertThat(company.parked(CONTACT)).hasSize(2);
    equal(CONTACT, 1, 2);
    company.tamper(CONTACT, rows -> rows.add(new Object[] {100L, "x", "bio"}));
    finds(CONTACT, MismatchKind.EXTRA, "id=100");
    company.tamper(CONTACT, rows -> rows.remove(row(rows, 100)));
    company.update(100, "good", "bio");
    company.update(100, "!", "bio");
    company.tamper(CONTACT, rows -> row(rows, 100)[1] = "x");
    equal(CONTACT, 1, 2);
  }

  @Test
  void what_was_discarded_may_stay_away_though_other_rules_would_accept_it()
      throws InterruptedException {
    Verdict missing = company.verify(CONTACT, Setting.milder());
    assertThat(missing.mismatches())
        .containsExactly(new Mismatch(CONTACT, MismatchKind.STALE, "id=100", List.of()));
    assertThat(company.verify(EVENT, Setting.milder()).mismatches()).hasSize(1);

    company.setting.target.acts().discard(Selection.ALL, "ann", "tests");

    discarded(CONTACT, 2);
    discarded(EVENT, 1);
    company.update(100, "!!", "bio");
    Verdict news = company.verify(CONTACT, Setting.milder());
    assertThat(news.discarded()).isEqualTo(1);
    assertThat(news.mismatches()).extracting(Mismatch::key).containsExactly("id=100");
  }

  private void discarded(String entity, long rows) throws InterruptedException {
    Verdict verdict = company.verify(entity, Setting.milder());
    assertThat(verdict.mismatches()).isEmpty();
    assertThat(verdict.discarded()).isEqualTo(rows);
    assertThat(verdict.parked()).isEqualTo(rows);
    assertThat(verdict.refused()).isZero();
  }

  @Test
  void a_row_that_was_parked_by_mistake_is_found() throws InterruptedException {
    company.update(3, "now", "bio");
    company.logOnly(3, "!", "bio");
    equal(CONTACT, 1, 2);
    company.tamper(CONTACT, rows -> row(rows, 3)[1] = "e3");
    finds(CONTACT, MismatchKind.STALE, "id=3", "email");
    company.tamper(CONTACT, rows -> rows.remove(row(rows, 3)));
    finds(CONTACT, MismatchKind.STALE, "id=3");
  }

  @Test
  void so_is_one_whose_values_only_the_log_could_not_be_read() throws InterruptedException {
    company.setting.event(200, "fine");
    company.settled();
    company.logOnly(LiveCompany.EVENT, Op.DELETE, new Object[] {200L, "fine", "bio"}, null);
    company.logOnly(
        LiveCompany.EVENT,
        Op.INSERT,
        null,
        new Object[] {200L, new Unreadable("an array with no dimension"), "bio"});
    assertThat(company.parked(EVENT)).hasSize(2);

    assertThat(company.verify(EVENT).mismatches())
        .singleElement()
        .satisfies(mismatch -> assertThat(mismatch.kind()).isEqualTo(MismatchKind.MISSING));
  }

  @Test
  void an_older_image_in_quarantine_is_found() throws InterruptedException {
    company.update(4, "!", "bio");
    company.logOnly(4, "!old", "bio");
    finds(CONTACT, MismatchKind.STALE, "id=4");
    company.update(4, "too long for it", "bio");
    equal(CONTACT, 1, 3);
    company.logOnly(4, "too long as it was", "bio");
    finds(CONTACT, MismatchKind.STALE, "id=4", "email");
  }

  @Test
  void a_refused_row_that_is_not_in_quarantine_is_lost() throws InterruptedException {
    company.update(5, "!", "bio");
    company.logOnly(LiveCompany.CONTACT, Op.DELETE, LiveCompany.image(5), null);
    finds(CONTACT, MismatchKind.MISSING, "id=5");
  }

  @Test
  void production_must_not_keep_a_row_that_went_away_while_something_is_parked()
      throws InterruptedException {
    company.logOnly(300, "!", "bio");
    company.tamper(CONTACT, rows -> rows.add(new Object[] {300L, "x", "bio"}));
    finds(CONTACT, MismatchKind.EXTRA, "id=300");
    company.tamper(CONTACT, rows -> rows.remove(row(rows, 300)));
    equal(CONTACT, 1, 2);
  }

  @Test
  void a_refused_row_without_readable_key_is_looked_for_as_well() throws InterruptedException {
    Unreadable odd = new Unreadable("a number that is none");
    company.setting.crm.write(tx -> tx.insert(LiveCompany.CONTACT, odd, "a", "b", 1L));
    company.settled();
    equal(CONTACT, 2, 3);
    company.logOnly(LiveCompany.CONTACT, Op.TRUNCATE, null, null);
    assertThat(company.verify(CONTACT).mismatches())
        .contains(new Mismatch(CONTACT, MismatchKind.MISSING, "crm ", List.of()))
        .contains(new Mismatch(CONTACT, MismatchKind.MISSING, "id=100", List.of()))
        .hasSize(33);
    company.logOnly(LiveCompany.CONTACT, Op.INSERT, null, new Object[] {odd, "older", "b", 1L});
    assertThat(company.parked(CONTACT)).hasSize(1);
    assertThat(company.verify(CONTACT).mismatches())
        .as("what is parked is not that row")
        .contains(new Mismatch(CONTACT, MismatchKind.MISSING, "crm ", List.of()));
    company.logOnly(LiveCompany.CONTACT, Op.INSERT, null, new Object[] {odd, "a", "b", 1L});
    assertThat(company.verify(CONTACT).mismatches()).hasSize(32);
  }

  @Test
  void what_else_is_parked_excuses_no_row_without_key() throws InterruptedException {
    company.logOnly(LiveCompany.EVENT, Op.INSERT, null, new Object[] {300L, "!", "bio"});
    equal(EVENT, 1, 1);
    company.logOnly(LiveCompany.EVENT, Op.DELETE, new Object[] {100L, "!", "bio"}, null);
    Verdict verdict = company.verify(EVENT);
    assertThat(verdict.result()).isEqualTo(Verdict.Result.UNKNOWN);
    assertThat(verdict.unsettled()).isEqualTo(1);
    assertThat(verdict.refused()).isZero();
    company.logOnly(LiveCompany.EVENT, Op.DELETE, new Object[] {300L, "!", "bio"}, null);
    assertThat(company.verify(EVENT).mismatches())
        .singleElement()
        .satisfies(mismatch -> assertThat(mismatch.key()).startsWith("crm refused row "));
  }

  @Test
  void a_row_without_key_is_what_is_parked_where_the_log_could_read_it()
      throws InterruptedException {
    Unreadable kind = new Unreadable("an array with no dimension");
    company.logOnly(LiveCompany.EVENT, Op.DELETE, new Object[] {100L, "!", "bio"}, null);
    company.logOnly(LiveCompany.EVENT, Op.INSERT, null, new Object[] {100L, kind, "bio"});
    equal(EVENT, 1, 1);
  }

  @Test
  void rows_without_key_that_left_quarantine_excuse_nothing() throws InterruptedException {
    company.setting.target.forbid(EVENT, "kind", "bad");
    company.setting.event(7, "bad");
    company.settled();
    equal(EVENT, 1, 2);
    company.logOnly(LiveCompany.EVENT, Op.DELETE, new Object[] {7L, "bad", "bio"}, null);
    assertThat(company.verify(EVENT).mismatches()).hasSize(1);
    company.logOnly(LiveCompany.EVENT, Op.DELETE, new Object[] {100L, "!", "bio"}, null);
    assertThat(company.verify(EVENT).mismatches())
        .hasSize(2)
        .allSatisfy(mismatch -> assertThat(mismatch.kind()).isEqualTo(MismatchKind.MISSING))
        .anySatisfy(mismatch -> assertThat(mismatch.key()).startsWith("crm refused row "));
  }

  @Test
  void parking_and_superseding_in_flight_raises_no_alarm() throws InterruptedException {
    Thread writer = new Thread(this::keepWriting);
    writer.start();
    try {
      for (int i = 0; i < 25; i++) {
        for (String entity : List.of(CONTACT, "mixed_contact", EVENT)) {
          Verdict verdict = company.verify(entity);
          assertThat(verdict.mismatches()).as(entity).isEmpty();
          assertThat(verdict.result()).isNotEqualTo(Verdict.Result.DIFFERENT);
        }
      }
    } finally {
      writer.interrupt();
      writer.join();
    }
    company.settled();
    assertThat(company.verify(CONTACT).result()).isEqualTo(Verdict.Result.EQUAL);
  }

  /** Rows become refused, by either side, and good again, whole and in parts. */
  private void keepWriting() {
    Random random = new Random(1);
    List<String> emails = List.of("good", "!", "fine", "too long for it");
    try {
      for (int n = 0; !Thread.currentThread().isInterrupted(); n++) {
        long id = random.nextInt(20);
        String email = emails.get(random.nextInt(emails.size()));
        String bio = random.nextBoolean() ? "bio" : "b" + n;
        company.setting.crm.write(
            tx ->
                tx.update(
                    LiveCompany.CONTACT, dev.crossfade.core.schema.Key.of(id), id, email, bio, 1L));
        company.setting.event(id, random.nextInt(3) == 0 ? "!" : "click");
        Thread.sleep(random.nextInt(3));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
