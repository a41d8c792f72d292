package dev.crossfade.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MirroredTest {

  @Test
  void readsWhatTheGatewayCounts() {
    Mirrored mirrored =
        Mirrored.of(
            """
            # TYPE crossfade_gateway_mirrored_total counter
            crossfade_gateway_mirrored_total{route="all",outcome="same"} 370
            crossfade_gateway_mirrored_total{route="other",outcome="same"} 5
            crossfade_gateway_mirrored_total{route="all",outcome="noise"} 4
            crossfade_gateway_mirrored_total{route="all",outcome="different"} 2
            crossfade_gateway_mirrored_total{route="all",outcome="dropped"} 9
            crossfade_gateway_requests_total{route="all",stack="new",outcome="ok"} 77
            """);

    assertThat(mirrored.same()).isEqualTo(375);
    assertThat(mirrored.different()).isEqualTo(2);
    assertThat(mirrored.compared()).isEqualTo(381);
  }
}
