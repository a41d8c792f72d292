package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.testkit.memory.InMemorySource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verdicts about touched keys, and when there is a full pass instead. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UpkeepTest {

  private static final String MIXED = "mixed_contact";

  private LiveCompany company;
  private long rowsRead;

  @BeforeEach
  void publish() throws InterruptedException {
    Setting setting = new Setting();
    for (long id = 0; id < 60; id++) {
      setting.contact(id, "e" + id);
      setting.event(id, "click");
    }
    company = new LiveCompany(setting);
  }

  @AfterEach
  void close() {
    company.close();
  }

  private Verdict upkeep(String entity) throws InterruptedException {
    return upkeep(entity, Setting.compiled(), Duration.ofSeconds(5));
  }

  private Verdict upkeep(String entity, CompiledMigration compiled, Duration patience)
      throws InterruptedException {
    Setting setting = company.setting;
    Verifier verifier = verifier(compiled, patience);
    Verdict verdict =
        new Upkeep(verifier, source -> setting.crmCapture.openStream(), List.of(entity, "event"))
            .verify(entity);
    rowsRead = verifier.rowsRead();
    return verdict;
  }

  private Verifier verifier(CompiledMigration compiled, Duration patience) {
    Setting setting = company.setting;
    return new Verifier(
        compiled,
        Map.of("crm", setting.crm, "ads", setting.ads),
        setting.target,
        new VerifySettings(2, 10, patience, 3, 12, Duration.ofMillis(1)),
        Clock.systemUTC(),
        Pause.REAL);
  }

  private void covers(Verdict verdict, Verdict.Result result, long touched) {
    assertThat(verdict.result()).isEqualTo(result);
    assertThat(verdict.coverage()).isInstanceOf(Coverage.Upkeep.class);
    assertThat(((Coverage.Upkeep) verdict.coverage()).touched()).isEqualTo(touched);
    assertThat(verdict.rowsCompared()).isEqualTo(touched);
    assertThat(rowsRead).isEqualTo(touched);
  }

  private void fullBecause(Verdict verdict, String why) {
    assertThat(verdict.coverage())
        .isInstanceOfSatisfying(
            Coverage.Full.class, full -> assertThat(full.because()).isEqualTo(why));
    assertThat(rowsRead).isGreaterThanOrEqualTo(60);
  }

  private void change() throws InterruptedException {
    company.setting.contact(100, "new");
    company.setting.crm.write(
        tx -> tx.delete(LiveCompany.CONTACT, new Object[] {2L, "e2", "bio", 1L}));
    company.setting.crm.write(
        tx -> tx.update(LiveCompany.CONTACT, Key.of(3L), 103L, "moved", "bio", 1L));
    company.update(1, "other", "bio");
    company.update(1, "again", "bio");
  }

  private void spoil(long id) {
    company.tamper(
        MIXED, rows -> rows.stream().filter(row -> row[0].equals(id)).findFirst().get()[1] = "bad");
  }

  @Test
  void only_touched_keys_are_looked_at_again() throws InterruptedException {
    Verdict full = company.verify(MIXED);
    change();

    Verdict verdict = upkeep(MIXED);

    covers(verdict, Verdict.Result.EQUAL, 5);
    assertThat(((Coverage.Upkeep) verdict.coverage()).fullPass()).isEqualTo(full.startedAt());
    assertThat(verdict.coverage().digest()).isEqualTo(full.coverage().digest());
    assertThat(verdict.asOf()).containsOnlyKeys("crm");
    assertThat(company.setting.target.progress().latestVerdicts()).contains(verdict);
  }

  @Test
  void each_upkeep_goes_on_where_the_last_one_ended() throws InterruptedException {
    Verdict full = company.verify(MIXED);
    change();
    upkeep(MIXED);
    covers(upkeep(MIXED), Verdict.Result.EQUAL, 0);
    company.update(7, "later", "bio");

    Verdict last = upkeep(MIXED);

    covers(last, Verdict.Result.EQUAL, 1);
    assertThat(((Coverage.Upkeep) last.coverage()).fullPass()).isEqualTo(full.startedAt());
  }

  /** The keys of all entities are read at once, whenever each of them is judged. */
  @Test
  void no_verdict_is_younger_than_what_it_was_read_from() throws InterruptedException {
    company.verify(MIXED);
    company.verify("active_contact");
    change();
    Verifier verifier = verifier(Setting.compiled(), Duration.ofSeconds(5));
    Upkeep upkeep =
        new Upkeep(
            verifier,
            source -> company.setting.crmCapture.openStream(),
            List.of(MIXED, "active_contact"));
    Verdict first = upkeep.verify(MIXED);
    Thread.sleep(20);

    assertThat(upkeep.verify("active_contact").startedAt()).isEqualTo(first.startedAt());
  }

  @Test
  void rows_of_a_transaction_that_comes_in_parts_are_touched_too() throws InterruptedException {
    company.verify(MIXED);
    company.setting.crmCapture.partsOf(3);
    company.setting.crm.write(
        tx -> {
          for (long id = 10; id < 20; id++) {
            tx.update(LiveCompany.CONTACT, Key.of(id), id, "part", "bio", 1L);
          }
        });
    company.settled();

    covers(upkeep(MIXED), Verdict.Result.EQUAL, 10);
  }

  /** They are not applied, but they changed rows: only a look tells whether these are the same. */
  @Test
  void rows_that_the_way_back_wrote_are_touched_too() throws InterruptedException {
    company.verify(MIXED);
    company.setting.crm.write(
        tx -> {
          tx.update(LiveCompany.CONTACT, Key.of(10L), 10L, "back", "bio", 1L);
          tx.tag();
        });
    company.settled();

    covers(upkeep(MIXED), Verdict.Result.DIFFERENT, 1);
  }

  /** The place that is stored lags behind the mark while a stream is busy. */
  @Test
  void the_stream_is_read_up_to_the_mark() throws InterruptedException {
    company.verify(MIXED);
    Setting setting = company.setting;
    Upkept reader = Upkept.of(verifier(Setting.compiled(), Duration.ofSeconds(5)).parties(), MIXED);
    Bookmark stored = reader.bookmark("crm");
    change();
    long mark = setting.crm.log().mark().number();
    company.update(8, "behind the mark", "bio");
    company.settled();

    new StreamReading(
            "crm",
            stored,
            OptionalLong.of(mark),
            List.of(reader),
            Clock.systemUTC(),
            Duration.ofSeconds(5))
        .read(source -> setting.crmCapture.openStream());

    assertThat(reader.keys().refusal()).isEmpty();
    assertThat(reader.keys().size()).isBetween(5, 6);
  }

  /** The place that is stored may lag behind what is applied, but not when it moves on. */
  private static Bookmark laterPlace(Parties parties) throws InterruptedException {
    long now = place(parties).offset();
    LiveCompany.until(() -> place(parties).offset() > now);
    return place(parties);
  }

  private static Bookmark place(Parties parties) {
    return parties.bookmarks(Set.of("crm")).getOrDefault("crm", new Bookmark("", 0));
  }

  /** Whoever goes on from the place that is applied never comes back to what is before it. */
  @Test
  void the_stream_is_read_up_to_what_is_applied_though_the_mark_is_before() throws Exception {
    company.verify(MIXED);
    Setting setting = company.setting;
    Parties parties = verifier(Setting.compiled(), Duration.ofSeconds(5)).parties();
    Upkept reader = Upkept.of(parties, MIXED);
    company.update(8, "before the mark", "bio");
    long mark = setting.crm.log().mark().number();
    company.update(9, "behind the mark", "bio");
    Bookmark applied = laterPlace(parties);

    new StreamReading(
            "crm",
            applied,
            OptionalLong.of(mark),
            List.of(reader),
            Clock.systemUTC(),
            Duration.ofSeconds(5))
        .read(source -> new SingleTransactions(setting.crmCapture.openStream()));

    assertThat(reader.keys().refusal()).isEmpty();
    assertThat(reader.keys().size()).isEqualTo(2);
  }

  @Test
  void what_differs_is_found_until_it_is_put_right() throws InterruptedException {
    company.verify(MIXED);
    change();
    spoil(1);
    Mismatch found = new Mismatch(MIXED, MismatchKind.CHANGED, "id=1", List.of("both"));

    for (int i = 0; i < 2; i++) {
      Verdict verdict = upkeep(MIXED);
      assertThat(verdict.result()).isEqualTo(Verdict.Result.DIFFERENT);
      assertThat(verdict.mismatches()).containsExactly(found);
    }
    company.update(1, "healed", "bio");
    covers(upkeep(MIXED), Verdict.Result.EQUAL, 5);
  }

  @Test
  void corruption_of_an_untouched_row_is_found_by_a_full_pass_only() throws InterruptedException {
    company.verify(MIXED);
    change();
    spoil(9);

    covers(upkeep(MIXED), Verdict.Result.EQUAL, 5);

    assertThat(company.verify(MIXED).mismatches())
        .containsExactly(new Mismatch(MIXED, MismatchKind.CHANGED, "id=9", List.of("both")));
    fullBecause(upkeep(MIXED), "its last full pass was DIFFERENT");
  }

  @Test
  void touched_rows_may_be_in_quarantine() throws InterruptedException {
    company.verify("active_contact");
    company.update(5, "too long for the target", "bio");

    Verdict verdict = upkeep("active_contact");

    covers(verdict, Verdict.Result.EQUAL, 1);
    assertThat(verdict.parked()).isEqualTo(1);
  }

  @Test
  void the_first_verdict_is_about_all_rows() throws InterruptedException {
    fullBecause(upkeep(MIXED), "there is no full pass yet");
    covers(upkeep(MIXED), Verdict.Result.EQUAL, 0);
  }

  @Test
  void another_mapping_needs_a_full_pass() throws InterruptedException {
    company.verify("active_contact");

    fullBecause(
        upkeep("active_contact", Setting.changed(), Duration.ofSeconds(5)),
        "its mapping is another one than at its last verdict");
  }

  @Test
  void rows_that_were_added_without_key_need_a_full_pass() throws InterruptedException {
    company.verify("event");
    covers(upkeep("event"), Verdict.Result.EQUAL, 0);

    company.setting.event(77, "click");
    company.settled();

    fullBecause(upkeep("event"), "it has no key, and rows were added");
  }

  @Test
  void a_truncated_table_needs_a_full_pass() throws InterruptedException {
    company.verify(MIXED);
    company.logOnly(LiveCompany.CONTACT, Op.TRUNCATE, null, null);

    Verdict verdict = upkeep(MIXED);

    assertThat(because(verdict)).isEqualTo("all rows of public.contact were truncated");
    assertThat(verdict.result()).isEqualTo(Verdict.Result.DIFFERENT);
  }

  /** Where nobody may wait for a full pass it is better not to begin one. */
  @Test
  void who_has_no_time_is_told_that_it_would_take_long() throws InterruptedException {
    company.verify(MIXED);
    company.verify("event");
    company.setting.event(78, "click");
    company.logOnly(LiveCompany.CONTACT, Op.TRUNCATE, null, null);
    Verifier verifier = verifier(Setting.compiled(), Duration.ofSeconds(5));
    try (DeltaWatch watch =
        new DeltaWatch(
            verifier, source -> company.setting.crmCapture.openStream(), List.of(MIXED, "event"))) {
      DeltaWatch.Round round = watch.compare();

      assertThat(round.hindrances()).singleElement().asString().contains("were truncated");
      assertThat(round.verdicts()).isEmpty();
    }
    assertThat(verifier.rowsRead()).isZero();
  }

  @Test
  void a_table_that_goes_away_meanwhile_is_not_known() throws InterruptedException {
    company.verify(MIXED);
    change();
    InMemorySource crm = company.setting.crm;
    company.setting.meanwhile("crm.readKeys", () -> crm.drop(LiveCompany.CONTACT));

    Verdict verdict = upkeep(MIXED);

    assertThat(verdict.result()).isEqualTo(Verdict.Result.UNKNOWN);
    assertThat(verdict.coverage().toString()).contains("table public.contact of crm");
    assertThat(company.setting.target.progress().latestVerdicts()).contains(verdict);
  }

  @Test
  void a_stream_that_no_longer_reaches_back_needs_a_full_pass() throws InterruptedException {
    company.verify(MIXED);
    change();
    company.setting.crmCapture.trim(
        company.setting.target.progress().streamState("crm").orElseThrow().nextOffset());

    fullBecause(upkeep(MIXED), "the stream of crm no longer reaches back so far");
  }

  @Test
  void another_stream_needs_a_full_pass() throws InterruptedException {
    company.verify(MIXED);
    company.close();
    company.setting.crmCapture.loseTopic();

    Verdict verdict = upkeep(MIXED, Setting.compiled(), Duration.ofMillis(50));

    fullBecause(verdict, "the stream of crm is another one now");
    assertThat(verdict.result()).isEqualTo(Verdict.Result.UNKNOWN);
  }

  @Test
  void without_a_stream_nobody_knows_as_of_when() throws InterruptedException {
    company.verify(MIXED);
    company.close();
    company.setting.contact(200, "late");

    assertThat(upkeep(MIXED, Setting.compiled(), Duration.ofMillis(50)).result())
        .isEqualTo(Verdict.Result.UNKNOWN);
  }

  private static String because(Verdict verdict) {
    return ((Coverage.Full) verdict.coverage()).because();
  }
}
