package dev.crossfade.it.kills;

/** A place to which somebody comes while a worker follows a stream of the sources. */
final class Helped implements Stop {

  private final Stage stage;
  private final Stop place;

  Helped(Stage stage, Stop place) {
    this.stage = stage;
    this.place = place;
  }

  @Override
  public void arm() throws Exception {
    stage.help();
    place.arm();
  }

  @Override
  public boolean reached() throws Exception {
    return place.reached();
  }

  @Override
  public void release(Fate fate) throws Exception {
    place.release(fate);
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
