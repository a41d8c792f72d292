package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static dev.crossfade.jdbc.target.TargetFixture.publish;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.set;
import static dev.crossfade.jdbc.target.TargetFixture.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user who may create schemas and temporary tables needs nothing else. */
class OrdinaryUserTest {

  private final TargetFixture fixture = new TargetFixture();
  private final EntityShape shape = unique(contacts("contact"), "email");

  @Test
  void no_superuser_is_needed_from_preparation_to_the_takeover_of_a_stream() {
    fixture.execute("CREATE ROLE ordinary LOGIN PASSWORD 'pw'");
    fixture.execute("CREATE DATABASE ordinary");
    fixture.execute("GRANT CREATE, TEMPORARY ON DATABASE ordinary TO ordinary");
    TargetSettings all = fixture.settings("plain", shape);
    TargetSettings settings =
        new TargetSettings(
            all.host(),
            all.port(),
            "ordinary",
            "ordinary",
            "pw",
            "marts",
            "plain",
            "r",
            "a",
            List.of(shape),
            Tls.UNSAID);
    try (TargetDatabase target = TargetDatabases.open(settings);
        Applier frozen = target.openApplier("crm");
        Applier applier = target.openApplier("crm")) {
      assertThat(target.preflight(List.of(shape))).isEmpty();
      target.prepare(List.of(shape));
      loaded(target, shape, row(1L, "a", null), row(2L, "b", null));
      publish(target, shape);
      StreamState before = frozen.own("t", 0);
      frozen.begin(before, moved(before, 1), "v1").entityStates();

      StreamState state = applier.own("t", 0);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        session.write(
            TargetFixture.write("contact", List.of(), set(1, 1L, "b", "x"), set(1, 2L, "a", "y")));
        Committed.done(session.commit(2));
      }

      List<Object> emails = new ArrayList<>();
      try (ProductionReader reader = target.openReader()) {
        for (String part : reader.parts(shape, 1)) {
          reader.read(shape, part, row -> emails.add(row[0] + "" + row[1]));
        }
      }
      assertThat(emails).containsExactlyInAnyOrder("1b", "2a");
    }
  }
}
