app_name = "authority"
urlpatterns = []
