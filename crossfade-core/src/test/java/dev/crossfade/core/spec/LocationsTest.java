package dev.crossfade.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Location;
import dev.crossfade.core.spec.Locations.Place;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocationsTest {

  private final Locations locations =
      new Locations(
          Map.of(
              Locations.path("entities", "a/b"), new Place(new Location("f", 1, 1), 1),
              Locations.path("entities", "a/b", "where"), new Place(new Location("f", 5, 9), 3)));

  @Test
  void pathsKeepSlashesOfNamesApart() {
    assertThat(Locations.path("entities", "a/b", 0)).isEqualTo("entities/a~1b/0");
  }

  @Test
  void theNearestEnclosingPlaceCounts() {
    assertThat(locations.at("entities/a~1b/from/0")).isEqualTo(new Location("f", 1, 1));
    assertThat(locations.at("targets")).isNull();
  }

  @Test
  void charactersInsideTextHaveAPlace() {
    String where = "entities/a~1b/where";
    assertThat(locations.within(where, 1, 4)).isEqualTo(new Location("f", 5, 12));
    assertThat(locations.within(where, 3, 4)).isEqualTo(new Location("f", 7, 6));
  }
}
