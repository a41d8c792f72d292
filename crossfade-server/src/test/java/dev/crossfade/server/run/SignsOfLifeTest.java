package dev.crossfade.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.server.wiring.Heard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whether a verification may move the streams itself, and what it compares when it may not. */
class SignsOfLifeTest {
  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
  private static final String ALARM = "CF-5004 no old image: row 7";
  private static final List<EntitySpec> ENTITIES =
      List.of(entity("contact", "crm"), entity("ad", "ads"), entity("person", "crm", "ads"));

  private final Map<String, Heard> target = new TreeMap<>();
  private Instant now = BEGIN;
  private Runnable meanwhile = () -> {};

  private static EntitySpec entity(String name, String... sources) {
    List<MappingSpec> mappings =
        Arrays.stream(sources)
            .map(each -> new MappingSpec(each, new TableId("public", name), null, Map.of()))
            .toList();
    return new EntitySpec(
        name, List.of("id"), List.of(), List.of(), List.of(), mappings, List.of());
  }

  private SignsOfLife watch() {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return SignsOfLife.watch(() -> Map.copyOf(target), clock, this::passes);
  }

  private void passes(Duration time) {
    now = now.plus(time);
    meanwhile.run();
  }

  private void stands(String source, Duration age, String alarm) {
    target.put(source, new Heard(40, BEGIN.minus(age), alarm));
  }

  /** A mark of the source is applied every second, the first one so long after the beginning. */
  private void moves(String source, Duration late) {
    Runnable others = meanwhile;
    meanwhile =
        () -> {
          others.run();
          if (!now.isBefore(BEGIN.plus(late))) {
            target.put(source, new Heard(40 + Duration.between(BEGIN, now).toSeconds(), now, ""));
          }
        };
  }

  private Duration passed() {
    return Duration.between(BEGIN, now);
  }

  @Test
  void everyStreamMoves() throws InterruptedException {
    stands("crm", Duration.ofSeconds(1), "");
    stands("ads", Duration.ofSeconds(1), "");
    moves("crm", Duration.ZERO);
    moves("ads", Duration.ofMillis(1_500));

    StreamSigns signs = watch().await();

    assertThat(signs.anyFollowed()).isTrue();
    assertThat(signs.comparable(ENTITIES)).containsExactly("contact", "ad", "person");
    assertThat(signs.reasons(ENTITIES)).isEmpty();
    assertThat(passed()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void aStoppedSourceIsLeftOutByNameAndNothingIsWaitedFor() throws InterruptedException {
    stands("crm", Duration.ofHours(1), ALARM);
    stands("ads", Duration.ofSeconds(1), "");
    moves("ads", Duration.ZERO);

    StreamSigns signs = watch().await();

    assertThat(signs.anyFollowed()).isTrue();
    assertThat(signs.comparable(ENTITIES)).containsExactly("ad");
    assertThat(signs.reasons(ENTITIES))
        .containsExactly(
            "contact was not compared: its source crm has stopped (" + ALARM + ")",
            "person was not compared: its source crm has stopped (" + ALARM + ")");
    assertThat(passed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLateMarkLeavesNothingOut() throws InterruptedException {
    stands("crm", Duration.ofSeconds(20), "");
    stands("ads", Duration.ofSeconds(1), "");
    moves("ads", Duration.ZERO);

    StreamSigns signs = watch().await();

    assertThat(signs.anyFollowed()).isTrue();
    assertThat(signs.comparable(ENTITIES)).hasSize(3);
    assertThat(passed()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aMarkThatComesLateIsWaitedForWhereAnotherCameLately() throws InterruptedException {
    stands("crm", Duration.ofSeconds(20), "");
    moves("crm", Duration.ofSeconds(8));

    assertThat(watch().await().anyFollowed()).isTrue();
  }

  @Test
  void whereNobodyFollowedForLongLittleIsWaited() throws InterruptedException {
    stands("crm", Duration.ofHours(1), "");
    target.put("ads", new Heard(0, null, ""));

    StreamSigns signs = watch().await();

    assertThat(signs.anyFollowed()).isFalse();
    assertThat(passed()).isEqualTo(Duration.ofMillis(3_500));
  }

  @Test
  void anAlarmAloneIsNoSignThatSomebodyFollows() throws InterruptedException {
    stands("crm", Duration.ofHours(1), ALARM);

    assertThat(watch().await().anyFollowed()).isFalse();
  }

  @Test
  void aProcessThatComesMeanwhileIsSeen() throws InterruptedException {
    stands("crm", Duration.ofHours(1), "");
    SignsOfLife signs = watch();
    assertThat(signs.await().anyFollowed()).isFalse();

    target.put("crm", new Heard(41, now, ""));

    assertThat(signs.look().anyFollowed()).isTrue();
  }

  @Test
  void anAlarmThatIsOverStopsNothing() throws InterruptedException {
    stands("crm", Duration.ofHours(1), ALARM);
    stands("ads", Duration.ofSeconds(1), "");
    moves("crm", Duration.ZERO);
    moves("ads", Duration.ZERO);

    assertThat(watch().await().comparable(ENTITIES)).hasSize(3);
  }
}
