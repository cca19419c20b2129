// The renderer as its documentation uses it: a theme, a query client, and the form when it is built.
import {
  BaseRenderer,
  RendererThemeProvider,
  getResponse,
  useBuildForm,
  useRendererQueryClient,
} from "@aehrc/smart-forms-renderer";
import { QueryClientProvider } from "@tanstack/react-query";
import React from "react";
import { createRoot } from "react-dom/client";

const Form = ({ questionnaire }) => {
  const queries = useRendererQueryClient();
  const isBuilding = useBuildForm({ questionnaire });
  if (isBuilding) return null;
  return (
    <RendererThemeProvider>
      <QueryClientProvider client={queries}>
        <BaseRenderer />
      </QueryClientProvider>
    </RendererThemeProvider>
  );
};

fetch("form.json")
  .then((answer) => answer.json())
  .then((form) => {
    createRoot(document.getElementById("form")).render(<Form questionnaire={form} />);
  });

self.responseOf = () => getResponse();
