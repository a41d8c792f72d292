package dev.crossfade.kafka;

import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.kafka.stream.SourceTopic;
import dev.crossfade.spi.source.StreamRota;
import dev.crossfade.testkit.contract.RotaContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A consumer group keeps the contract. */
class KafkaRotaTest extends RotaContract {

  private static final String MIGRATION = "rota";
  private static final KafkaAccess ACCESS = access();

  private static KafkaAccess access() {
    try {
      KafkaEndpoint endpoint = Services.kafka().endpoint();
      return KafkaAccess.of(endpoint.bootstrap(), endpoint.connectUrl());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void topics() {
    for (String source : SOURCES) {
      try (SourceTopic topic = topic(source)) {
        topic.ensure();
      }
    }
  }

  @AfterAll
  static void remove() {
    for (String source : SOURCES) {
      try (SourceTopic topic = topic(source)) {
        topic.delete(List.of());
      }
    }
  }

  private static SourceTopic topic(String source) {
    return new SourceTopic(ACCESS, "cf." + MIGRATION + ".cdc." + source);
  }

  @Override
  protected StreamRota open() {
    return KafkaChangeCapture.openRota(ACCESS, MIGRATION, SOURCES);
  }
}
