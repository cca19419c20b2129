// As the package's README says: the scripts in its order, then the form from its address.
fetch("form.json")
  .then((answer) => answer.json())
  .then((form) => LForms.Util.addFormToPage(form, "form", { prepopulate: false }));

self.responseOf = () => LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4", "#form");
