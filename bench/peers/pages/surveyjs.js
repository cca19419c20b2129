// It reads its own kind of form; ours is translated by bench/peers/survey_form.py.
fetch("form.json")
  .then((answer) => answer.json())
  .then((form) => {
    const survey = new Survey.Model(form);
    survey.locale = "da";
    self.responseOf = () => survey.data;
    survey.render(document.getElementById("form"));
  });
