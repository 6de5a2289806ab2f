import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/query-client.ts";
import { schemaQuery } from "./api/schema-provider.tsx";
import { sessionQuery } from "./api/session.ts";
import { LanguageProvider } from "./language/language-provider.tsx";
import { router } from "./router.tsx";
import { ToastProvider } from "./shell/toasts.tsx";
import { AppearanceProvider } from "./theme/appearance.tsx";
import "./theme/page.css";

const client = createQueryClient();
void client.prefetchQuery(sessionQuery);
void client.prefetchQuery(schemaQuery);

const place = document.getElementById("app");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <AppearanceProvider>
          <LanguageProvider>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </LanguageProvider>
        </AppearanceProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
