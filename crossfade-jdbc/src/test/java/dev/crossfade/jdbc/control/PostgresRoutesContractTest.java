package dev.crossfade.jdbc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.contract.RouteStoreContract;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps the contract, and each record is in the audit log. */
class PostgresRoutesContractTest extends RouteStoreContract {

  private final ControlFixture fixture = new ControlFixture();

  @Override
  protected RouteStore open() {
    return fixture.routes();
  }

  @Override
  protected void elapse(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_hold_that_grows_too_old_while_the_audit_log_is_waited_for_moves_nothing()
      throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteSigner signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    Hold hold = new Hold("h", Duration.ofMillis(3_800));
    RouteRecord held =
        RouteRecord.initial("late").with("r", RouteState.INITIAL.held(hold), "somebody");
    RouteRecord moved = held.with("r", held.route("r").writesTo(Side.NEW), "somebody");

    Published answer;
    try (Connection other = fixture.connect();
        Statement lock = other.createStatement()) {
      assertThat(store.publish(RecordSeal.seal(held, signer)))
          .isInstanceOf(Published.Written.class);
      other.setAutoCommit(false);
      lock.execute("SELECT FROM crossfade.audit_head FOR UPDATE");
      CompletableFuture<Published> moving =
          CompletableFuture.supplyAsync(() -> store.publish(RecordSeal.seal(moved, signer)));
      Thread.sleep(1_200);
      assertThat(moving).isNotDone();
      other.rollback();
      answer = moving.get(10, TimeUnit.SECONDS);
    }

    assertThat(answer).isInstanceOf(Published.Hindered.class);
    assertThat(RecordSeal.peek(store.read("late").orElseThrow()).epoch()).isEqualTo(1);
    assertThat(
            fixture.holds(
                "SELECT count(*) = 0 FROM crossfade.audit_leaf WHERE id = 'route/late/2'"))
        .isTrue();
  }

  /** Whoever may alter them has not come by yet. */
  @Test
  void a_gateway_lives_by_tables_of_an_earlier_version() throws Exception {
    Beat beat = new Beat("g", 1, 1, Duration.ofSeconds(9), List.of(), "2");
    try (Connection owner = fixture.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("ALTER TABLE crossfade.route_gateway DROP COLUMN build");
      try {
        store.renew("older", beat);
        store.renew("older", beat);
      } finally {
        statement.execute(
            "ALTER TABLE crossfade.route_gateway ADD COLUMN build text NOT NULL DEFAULT ''");
      }
    }
    assertThat(store.gateways("older"))
        .extracting(GatewaySign::gateway, GatewaySign::build)
        .containsExactly(tuple("g", ""));
    try (RouteStore later = fixture.routes()) {
      later.renew("older", beat);
      assertThat(later.gateways("older")).extracting(GatewaySign::build).containsExactly("2");
    }
  }

  @Test
  void every_record_is_in_the_audit_log() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteSigner signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    RouteRecord first =
        RouteRecord.initial("audited").with("r", RouteState.INITIAL.share(5), "somebody");

    store.publish(RecordSeal.seal(first, signer));
    store.publish(RecordSeal.seal(first, signer));

    assertThat(
            fixture.holds(
                "SELECT count(*) = 1 AND bool_and(actor = 'somebody' AND kind = 'act')"
                    + " FROM crossfade.audit_leaf WHERE id = 'route/audited/1'"))
        .isTrue();
  }
}
