package dev.crossfade.codec.form;

import dev.crossfade.codec.form.Form.Choice;
import dev.crossfade.codec.form.Form.Either;
import dev.crossfade.codec.form.Form.Items;
import dev.crossfade.codec.form.Form.Named;
import dev.crossfade.codec.form.Form.Text;
import dev.crossfade.codec.form.Form.Whole;
import java.util.List;

/** The form of files of kind Shadow. */
final class ShadowForms {

  private static final String NAME = "[a-z][a-z0-9-]{0,62}";
  private static final String NUMBER = "[0-9]{1,18}([.][0-9]{1,9})?";

  private ShadowForms() {}

  static Form shadow() {
    return new FormBuilder("what both stacks are asked")
        .head("Shadow")
        .may("owner", new Text("who is asked about it"))
        .may("queries", new Items("queries", workload("a query", new Text("a query"))))
        .may("jobs", new Items("jobs", workload("a job", script())))
        .may("logs", logs())
        .build();
  }

  private static Form workload(String what, Form script) {
    Form columns = new Items("column names", new Text("a column name"));
    return new FormBuilder(what)
        .must("name", new Named("its name", NAME))
        .may("description", new Text("what it is, for people"))
        .must("source", new Text("the name of a source"))
        .must("legacy", script)
        .must("target", script)
        .may("entities", new Items("entities that are read", new Text("an entity")))
        .may("key", columns)
        .may("order", new Choice("whether rows have to come in one order", List.of("any", "same")))
        .may("ignore", columns)
        .may("tolerance", tolerance())
        .may("slower", new Whole("percent the new stack may take longer", 15, 10_000))
        .may("severity", new Choice("what a difference means", List.of("error", "warn")))
        .may("owner", new Text("who is asked about it"))
        .may("every", new Whole("minutes from one run to the next", 1, 525_600))
        .build();
  }

  private static Form script() {
    Form scratch =
        new FormBuilder("what writes and is rolled back")
            .must("scratch", new Items("statements", new Text("a statement")))
            .must("query", new Text("a query"))
            .build();
    return new Either("what is run", List.of(new Text("a query"), scratch));
  }

  private static Form tolerance() {
    return new FormBuilder("a tolerance")
        .may("absolute", new Named("a number", NUMBER))
        .may("relative", new Named("a share such as 0.01", NUMBER))
        .build();
  }

  private static Form logs() {
    Form files = new Items("files", new Text("a file; its name may have * in it"));
    return new FormBuilder("logs of errors")
        .may("legacy", files)
        .may("new", files)
        .may("severity", new Choice("what a new error means", List.of("error", "warn")))
        .build();
  }
}
