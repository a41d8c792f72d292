package dev.crossfade.jdbc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that lies in a target is away when the target is, and that is told as one thing. */
class AbsentStoreTest {

  /** Nothing listens there. */
  private static final int NOBODY = 1;

  @ParameterizedTest
  @CsvSource({"OWN, CF-3061", "TARGET, CF-3001"})
  void is_told_as_what_is_away(ControlSettings.Place place, String code) {
    ControlSettings settings =
        new ControlSettings("127.0.0.1", NOBODY, "control", "nobody", "nothing", place, Tls.UNSAID);
    try (ControlStore store = ControlStores.open(settings)) {
      told(code, store::prepare);
      told(code, () -> store.leases().take("unify", "kit", Duration.ofSeconds(1)));
      told(code, () -> store.journal().read("unify", 0));
    }
  }

  private static void told(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code().text()).isEqualTo(code);
              assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT);
            });
  }
}
